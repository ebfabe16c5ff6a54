package dev.towncrier.worker.fanout;

import dev.towncrier.contract.FanoutStep;
import dev.towncrier.store.Notification;
import dev.towncrier.store.NotificationKey;
import dev.towncrier.store.NotificationState;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.PushServiceStates;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a step of a fan-out waits for: that its notification is not paused, that its pace lets it,
 * that its push service is not held, and that deliveries keep up. For one thread.
 */
final class Conditions {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

  private final Notifications notifications;
  private final PushServiceStates pushServices;
  private final BulkLag lag;
  private final FanoutMetrics metrics;
  private Map<NotificationKey, Notification> known = Map.of();
  private Map<Pair, Instant> heldUntil = Map.of();
  private Instant nextLook = Instant.MIN;

  Conditions(
      Notifications notifications,
      PushServiceStates pushServices,
      BulkLag lag,
      FanoutMetrics metrics) {
    this.notifications = notifications;
    this.pushServices = pushServices;
    this.lag = lag;
    this.metrics = metrics;
  }

  /** Learns how things stand for these steps, some times a second. */
  void look(Collection<FanoutStep> waiting, Instant now) {
    metrics.waiting(waiting.size());
    boolean again = !now.isBefore(nextLook);
    if (!again && waiting.stream().allMatch(this::isKnown)) {
      return;
    }
    List<NotificationKey> keys =
        waiting.stream()
            .filter(step -> !(step instanceof FanoutStep.End))
            .map(Conditions::key)
            .distinct()
            .toList();
    if (keys.isEmpty()) {
      return;
    }
    known =
        notifications.find(keys).stream()
            .collect(Collectors.toMap(Notification::key, notification -> notification));
    if (again) {
      heldUntil =
          pushServices.exchange(List.of(), List.of(), List.of()).holds().stream()
              .collect(Collectors.toMap(Hold::pair, Hold::until));
      lag.look(now);
      metrics.lag(lag.deliveries());
      nextLook = now.plus(LOOK_INTERVAL);
    }
  }

  private boolean isKnown(FanoutStep step) {
    return step instanceof FanoutStep.End || known.containsKey(key(step));
  }

  /** Whether the step may be made now. One that ends something always may. */
  boolean allow(FanoutStep step, Instant now) {
    Notification notification = known.get(key(step));
    if (step instanceof FanoutStep.End
        || notification == null // is stored no more
        || notification.standing().state() == NotificationState.CANCELLED
        || now.isAfter(notification.deadline())) {
      return true;
    }
    if (notification.standing().state() == NotificationState.PAUSED) {
      return false;
    }
    return !(step instanceof FanoutStep.Range range) || allow(range, notification, now);
  }

  private boolean allow(FanoutStep.Range range, Notification notification, Instant now) {
    boolean atItsPace =
        Objects.equals(range.pacePerMinute(), notification.standing().pacePerMinute());
    if (atItsPace && range.due() != null && now.isBefore(range.due())) {
      return false;
    }
    Instant held = heldUntil.get(new Pair(range.pushService(), range.application()));
    return (held == null || !now.isBefore(held)) && lag.hasRoom();
  }

  /** So many deliveries were requested. */
  void requested(int deliveries) {
    lag.requested(deliveries);
    metrics.requested(deliveries);
  }

  private static NotificationKey key(FanoutStep step) {
    return new NotificationKey(step.application(), step.notificationId());
  }
}
