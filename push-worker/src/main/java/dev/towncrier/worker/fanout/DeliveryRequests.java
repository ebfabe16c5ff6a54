package dev.towncrier.worker.fanout;

import dev.towncrier.contract.DeliveryIds;
import dev.towncrier.store.AudienceMember;
import dev.towncrier.store.Notification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records that request deliveries. */
final class DeliveryRequests {
  private record Kind(String pushService, UUID vapidKeyId, @Nullable String browser) {}

  private final DeliveryIds ids;

  DeliveryRequests(DeliveryIds ids) {
    this.ids = ids;
  }

  /**
   * One record for each member.
   *
   * @param lane the topic
   */
  List<ProducerRecord<byte[], byte[]>> of(
      Notification notification, List<AudienceMember> members, String lane) {
    DeliveryIds.OfNotification ofNotification =
        ids.of(notification.application(), notification.id());
    Map<Kind, DeliveryTemplate> templates = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(members.size());
    for (AudienceMember member : members) {
      DeliveryTemplate template =
          templates.computeIfAbsent(
              new Kind(member.pushService(), member.vapidKeyId(), member.browser()),
              _ -> new DeliveryTemplate(notification, member));
      byte[] subscription = DeliveryTemplate.text(member.subscriptionId());
      records.add(
          new ProducerRecord<>(
              lane, subscription, template.json(ofNotification.of(subscription), subscription)));
    }
    return records;
  }
}
