package dev.towncrier.api.notifications;

import dev.towncrier.contract.Outcome;
import dev.towncrier.store.NotificationProgress;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.ReceiptEvent;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Shows Prometheus how far the newest large notifications have come. They are looked up when it
 * asks. Of all notifications there would be too many series: a label with a value for each.
 */
@Component
final class LargeNotificationMetrics implements MultiCollector {
  private static final Logger log = LoggerFactory.getLogger(LargeNotificationMetrics.class);
  private static final int NEWEST = 20;

  private final Notifications notifications;

  LargeNotificationMetrics(
      Notifications notifications, ObjectProvider<PrometheusRegistry> registry) {
    this.notifications = notifications;
    registry.ifAvailable(available -> available.register(this));
  }

  @Override
  public MetricSnapshots collect() {
    try {
      return snapshots(notifications.newestLarge(NEWEST));
    } catch (RuntimeException e) {
      log.warn("Large notifications are not shown for now: {}", e.toString());
      return snapshots(List.of());
    }
  }

  private static MetricSnapshots snapshots(List<NotificationProgress> newest) {
    GaugeSnapshot.Builder audience =
        gauge("towncrier_notification_audience", "Members of a large notification's audience");
    GaugeSnapshot.Builder deliveries =
        gauge("towncrier_notification_deliveries", "A large notification's deliveries that ended");
    GaugeSnapshot.Builder receipts =
        gauge("towncrier_notification_receipts", "What browsers told of a large notification");
    newest.forEach(progress -> {
      Labels labels =
          Labels.of("application", progress.application(), "notification", progress.id());
      if (progress.audience() != null) {
        audience.dataPoint(point(labels, progress.audience()));
      }
      for (Outcome outcome : Outcome.values()) {
        Long count = progress.counts().get(outcome);
        if (count != null || outcome == Outcome.ACCEPTED) {
          deliveries.dataPoint(point(labels.add("outcome", outcome.label()), count));
        }
      }
      for (ReceiptEvent event : ReceiptEvent.values()) {
        receipts.dataPoint(
            point(labels.add("event", event.label()), progress.receipts().get(event)));
      }
    });
    return MetricSnapshots.of(audience.build(), deliveries.build(), receipts.build());
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(Labels labels, @Nullable Long value) {
    return GaugeDataPointSnapshot.builder()
        .labels(labels)
        .value(value == null ? 0 : value.doubleValue())
        .build();
  }
}
