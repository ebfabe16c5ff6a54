package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Outcome;
import dev.towncrier.worker.isolation.Admission;
import dev.towncrier.worker.isolation.PushServices;
import dev.towncrier.worker.outcome.NextStep;
import dev.towncrier.worker.outcome.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which deliveries start: as many as the window has room for, the direct lane first, those
 * of one subscription one after another, and of each push service no more than it takes. What can't
 * go is parked without an attempt. Used by the delivery loop's thread only.
 */
final class Dispatcher {
  /** The bulk lane leaves this part of the window to the direct one. */
  private static final int RESERVED_PART = 10;

  /** So many windows may wait for room, or parked for their commit, at most. */
  private static final int QUEUED_WINDOWS = 2;

  /** A push service to which something went within this time may have more. */
  private static final Duration LATELY = Duration.ofSeconds(10);

  /** Who would have to wait longer than this is sent away though nobody is known to be behind. */
  private static final Duration LONGEST_WAIT_ALONE = Duration.ofSeconds(10);

  private final int window;
  private final RetryPolicy retries;
  private final Endings endings;
  private final PushServices<ServiceQueue> services;
  private final Chains chains = new Chains();
  private int queued;

  /**
   * @param window deliveries started and not committed, at most
   */
  Dispatcher(
      int window, RetryPolicy retries, Endings endings, PushServices<ServiceQueue> services) {
    this.window = window;
    this.retries = retries;
    this.endings = endings;
    this.services = services;
  }

  /** Takes those that start now; they count as started. */
  List<Start> take(Collection<AssignedPartition> partitions, Instant now) {
    Batch batch = new Batch(room(partitions), now);
    for (Lane lane : Lane.values()) {
      services.all().forEach(service -> takeQueued(service, lane, batch));
      takeRead(partitions, lane, batch);
    }
    return batch.starts;
  }

  /** A delivery that starts. */
  record Start(Queued queued, ServiceQueue service) {}

  private final class Batch {
    private final List<Start> starts = new ArrayList<>();
    private final Instant now;
    private int room;

    Batch(int room, Instant now) {
      this.room = room;
      this.now = now;
    }

    int room(Lane lane) {
      return lane == Lane.DIRECT ? room : room - window / RESERVED_PART;
    }

    void add(Queued one, ServiceQueue service) {
      if (!chains.begin(one)) {
        queued++;
        return;
      }
      room--;
      one.partition().started();
      service.started(one.lane(), now);
      starts.add(new Start(one, service));
    }
  }

  private int room(Collection<AssignedPartition> partitions) {
    int room = window;
    for (AssignedPartition partition : partitions) {
      room -= partition.inFlight() + partition.startedUncommitted();
    }
    return room;
  }

  private void takeQueued(ServiceQueue service, Lane lane, Batch batch) {
    Deque<Queued> waiting = service.lane(lane);
    Queued first = waiting.peek();
    while (first != null && !waits(first, service, batch)) {
      waiting.remove();
      queued--;
      first = waiting.peek();
    }
  }

  private void takeRead(Collection<AssignedPartition> partitions, Lane lane, Batch batch) {
    boolean found = true;
    while (found) {
      found = false;
      int parked = parked(partitions);
      for (AssignedPartition partition : partitions) {
        if (partition.lane() != lane || queued + parked >= most(lane)) {
          continue;
        }
        Received next = partition.takeDue(batch.now);
        if (next != null) {
          found = true;
          place(new Queued(partition, next), batch);
        }
      }
    }
  }

  /** Finished without a start, and not committed. */
  private static int parked(Collection<AssignedPartition> partitions) {
    int parked = 0;
    for (AssignedPartition partition : partitions) {
      parked += partition.uncommitted() - partition.startedUncommitted();
    }
    return parked;
  }

  private int most(Lane lane) {
    int most = window * QUEUED_WINDOWS;
    return lane == Lane.DIRECT ? most : most / 2;
  }

  private void place(Queued one, Batch batch) {
    Instant due = one.received().dueAfter(batch.now);
    if (due != null) {
      endings.endAtOnce(one, new NextStep.Park(due), batch.now); // another round
      return;
    }
    ServiceQueue service = services.of(one.delivery().pushService());
    Deque<Queued> waiting = service.lane(one.lane());
    if (waiting.isEmpty() && !waits(one, service, batch)) {
      return;
    }
    int before = one.lane() == Lane.DIRECT ? waiting.size() : service.size();
    Duration longest =
        isInTheWay(service, one.lane(), batch.now) ? one.lane().longestWait() : LONGEST_WAIT_ALONE;
    Instant later = service.gate().insteadOfWaiting(before, longest, batch.now);
    if (later != null) {
      endings.park(one, retries.postponed(one.delivery(), later), Admission.Cause.FULL, batch.now);
    } else {
      waiting.add(one);
      queued++;
    }
  }

  /** Whether a push service that nothing waits for could have more behind what waits for this. */
  private boolean isInTheWay(ServiceQueue service, Lane lane, Instant now) {
    Instant lately = now.minus(LATELY);
    for (ServiceQueue other : services.all()) {
      if (other != service && other.flows(lane, lately)) {
        return true;
      }
    }
    return false;
  }

  /** Starts or ends a delivery, unless it has to wait. */
  private boolean waits(Queued one, ServiceQueue service, Batch batch) {
    var delivery = one.delivery();
    if (batch.now.isAfter(delivery.deadline())) {
      endings.endAtOnce(one, new NextStep.End(Outcome.EXPIRED, false, null), batch.now);
      return false;
    }
    Admission admission =
        service
            .gate()
            .admit(
                delivery.application(),
                delivery.subscriptionId(),
                batch.room(one.lane()),
                one.lane() == Lane.DIRECT,
                batch.now);
    switch (admission) {
      case Admission.Wait _ -> {
        return true;
      }
      case Admission.Go _ -> batch.add(one, service);
      case Admission.Park(Instant until, Admission.Cause cause) -> {
        NextStep step =
            cause == Admission.Cause.RATE_LIMIT
                ? retries.held(delivery, until)
                : retries.postponed(delivery, until);
        endings.park(one, step, cause, batch.now);
      }
    }
    return false;
  }

  /** A started delivery was not sent and is to start again before those behind it. */
  void startAgain(Start start) {
    start.queued().partition().withdrawn();
    start.service().gate().withdrawn();
    release(start.queued(), start.service(), start.queued());
  }

  /** A started delivery has come to its end. */
  void ended(Start start) {
    release(start.queued(), start.service(), null);
  }

  private void release(Queued ended, ServiceQueue service, @Nullable Queued again) {
    List<Queued> next = chains.end(ended.delivery().subscriptionId());
    // They counted as queued already. All are of one subscription, so of one push service.
    next.reversed().forEach(one -> service.lane(one.lane()).addFirst(one));
    if (again != null && !again.partition().isLeaving()) {
      service.lane(again.lane()).addFirst(again);
      queued++;
    }
  }

  /** Forgets what waits of partitions that the worker is about to lose. */
  void remove(Set<AssignedPartition> leaving) {
    services.all().forEach(service -> service.remove(leaving));
    chains.remove(leaving);
    queued = chains.size();
    services.all().forEach(service -> queued += service.size());
  }

  /** Deliveries that were read and wait for room. */
  int queued() {
    return queued;
  }
}
