package dev.towncrier.worker.fanout;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.FanoutRanges;
import dev.towncrier.store.Fanouts;
import dev.towncrier.store.KeyRange;
import dev.towncrier.store.Notification;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.NotificationState;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.RangeSlice;
import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.worker.steps.Steps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fans out in steps: one begins, splits the audience into ranges, and each range goes on. */
final class FanoutSteps implements Steps<FanoutStep> {
  private static final Logger log = LoggerFactory.getLogger(FanoutSteps.class);

  /** At a pace, a slice is what is due in this part of a second. */
  private static final int SLICES_PER_SECOND = 2;

  private static final int SECONDS_PER_MINUTE = 60;

  private final Notifications notifications;
  private final AudienceReader audiences;
  private final FanoutRanges ranges;
  private final Fanouts fanouts;
  private final NotificationControl control;
  private final DeliveryRequests requests;
  private final Conditions conditions;
  private final Topics topics;
  private final FanoutSettings settings;

  FanoutSteps(
      Notifications notifications,
      AudienceReader audiences,
      FanoutRanges ranges,
      Fanouts fanouts,
      NotificationControl control,
      DeliveryRequests requests,
      Conditions conditions,
      Topics topics,
      FanoutSettings settings) {
    this.notifications = notifications;
    this.audiences = audiences;
    this.ranges = ranges;
    this.fanouts = fanouts;
    this.control = control;
    this.requests = requests;
    this.conditions = conditions;
    this.topics = topics;
    this.settings = settings;
  }

  @Override
  public FanoutStep read(byte[] value) {
    return Json.MAPPER.readValue(value, FanoutStep.class);
  }

  @Override
  public String share(FanoutStep step) {
    return step.application();
  }

  @Override
  public void look(Collection<FanoutStep> waiting, Instant now) {
    conditions.look(waiting, now);
  }

  @Override
  public boolean isDue(FanoutStep step, Instant now) {
    return conditions.allow(step, now);
  }

  @Override
  public List<ProducerRecord<byte[], byte[]>> follow(
      FanoutStep step, RecordCoordinates source, Instant now) {
    return switch (step) {
      case FanoutStep.Begin begin -> follow(begin, now);
      case FanoutStep.Range range -> follow(range, now);
      case FanoutStep.End end -> {
        fanouts.end(end);
        yield List.of();
      }
    };
  }

  private List<ProducerRecord<byte[], byte[]>> follow(FanoutStep.Begin step, Instant now) {
    Optional<Notification> begun = fanouts.begin(step);
    if (begun.isEmpty()) {
      log.info("The fan-out of {} was begun by another record", step.notificationId());
      return List.of();
    }
    Notification notification = begun.get();
    Outcome over = over(notification, now);
    if (over != null) {
      return List.of(end(notification, 0, ranges.size(notification), over));
    }
    if (notification.standing().pacePerMinute() == null) {
      Optional<List<AudienceMember>> small = audiences.small(notification, settings.small());
      if (small.isPresent()) {
        List<ProducerRecord<byte[], byte[]>> records =
            requests.of(notification, small.get(), topics.direct());
        records.add(end(notification, small.get().size(), 0, null));
        return records;
      }
    }
    return split(notification);
  }

  private List<ProducerRecord<byte[], byte[]>> split(Notification notification) {
    List<KeyRange> split =
        ranges.split(notification.application(), settings.ranges(), settings.slice());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (KeyRange range : split) {
      records.add(
          record(
              new FanoutStep.Range(
                  notification.application(),
                  notification.id(),
                  records.size(),
                  split.size(),
                  range.pushService(),
                  range.after(),
                  range.upTo(),
                  0,
                  null,
                  null)));
    }
    return records.isEmpty() ? List.of(end(notification, 0, 0, null)) : records;
  }

  private List<ProducerRecord<byte[], byte[]>> follow(FanoutStep.Range step, Instant now) {
    Notification notification =
        notifications.find(step.application(), step.notificationId()).orElse(null);
    if (notification == null) {
      log.warn("The fan-out of {} ends, as it is stored no more", step.notificationId());
      return List.of();
    }
    Outcome over = over(notification, now);
    KeyRange range = new KeyRange(step.pushService(), step.after(), step.upTo());
    if (over != null) {
      long left = ranges.left(notification, range);
      return List.of(record(step.ended(step.requested(), left, over)));
    }
    if (notification.standing().state() == NotificationState.PAUSED) {
      return List.of(record(step)); // since a moment ago
    }
    Integer pace = notification.standing().pacePerMinute();
    if (pace != null && !pace.equals(step.pacePerMinute())) {
      Instant due = takeTime(notification, pace, sliceAt(pace), now);
      return List.of(record(step.goingOn(step.after(), step.requested(), due, pace)));
    }
    return request(notification, step, range, pace, now);
  }

  private List<ProducerRecord<byte[], byte[]>> request(
      Notification notification,
      FanoutStep.Range step,
      KeyRange range,
      @Nullable Integer pace,
      Instant now) {
    int limit = pace == null ? settings.slice() : sliceAt(pace);
    RangeSlice slice = ranges.slice(notification, range, settings.slice(), limit);
    int size = slice.members().size();
    long requested = step.requested() + size;
    List<ProducerRecord<byte[], byte[]>> records =
        requests.of(notification, slice.members(), topics.bulk());
    if (slice.last()) {
      records.add(record(step.ended(requested, 0, null)));
    } else {
      // Whoever was passed over without a delivery goes on without a wait.
      Instant due = pace == null || size == 0 ? null : takeTime(notification, pace, size, now);
      records.add(record(step.goingOn(slice.after(), requested, due, pace)));
    }
    conditions.requested(size);
    return records;
  }

  /** What becomes of all that is left, if nothing more is requested. */
  private static @Nullable Outcome over(Notification notification, Instant now) {
    if (notification.standing().state() == NotificationState.CANCELLED) {
      return Outcome.CANCELLED;
    }
    return now.isAfter(notification.deadline()) ? Outcome.EXPIRED : null;
  }

  private int sliceAt(int pacePerMinute) {
    int slice = pacePerMinute / SECONDS_PER_MINUTE / SLICES_PER_SECOND;
    return Math.max(1, Math.min(slice, settings.slice()));
  }

  private Instant takeTime(Notification notification, int pace, int deliveries, Instant now) {
    return control.takeTime(notification.key(), pace, deliveries, now);
  }

  /** The end of a fan-out that fell into one range. */
  private ProducerRecord<byte[], byte[]> end(
      Notification notification, long requested, long left, @Nullable Outcome leftAs) {
    return Fanout.record(
        topics,
        new FanoutStep.End(
            notification.application(), notification.id(), 0, 1, requested, left, leftAs),
        "0");
  }

  private ProducerRecord<byte[], byte[]> record(FanoutStep.Range step) {
    return Fanout.record(topics, step, String.valueOf(step.number()));
  }

  private ProducerRecord<byte[], byte[]> record(FanoutStep.End step) {
    return Fanout.record(topics, step, String.valueOf(step.number()));
  }
}
