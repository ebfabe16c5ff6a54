package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryIdsTest {
  private static final UUID SUBSCRIPTION = UUID.fromString("0198c8a0-0000-7000-8000-000000000001");

  private final DeliveryIds ids = new DeliveryIds(application -> application.getBytes(UTF_8));

  @Test
  void areTheSameForTheSameDelivery() {
    String id = id("shop", "n1", SUBSCRIPTION);

    assertThat(id("shop", "n1", SUBSCRIPTION)).isEqualTo(id);
    assertThat(id).matches("[A-Za-z0-9_-]{%d}".formatted(PushMessage.DELIVERY_ID_LENGTH));
  }

  @Test
  void differByNotificationSubscriptionAndApplication() {
    String id = id("shop", "n1", SUBSCRIPTION);

    assertThat(id("shop", "n2", SUBSCRIPTION)).isNotEqualTo(id);
    assertThat(id("news", "n1", SUBSCRIPTION)).isNotEqualTo(id);
    assertThat(id("shop", "n1", UUID.fromString("0198c8a0-0000-7000-8000-000000000002")))
        .isNotEqualTo(id);
  }

  /** Against OpenSSL: the id ends at half of the HMAC. */
  @Test
  void areAnHmacUnderTheApplicationsSecret() {
    DeliveryIds underKnownSecret =
        new DeliveryIds(_ -> HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    assertThat(underKnownSecret.of("shop", "n1").of(text(SUBSCRIPTION)))
        .isEqualTo("lVag-o9sJfH7eH6ZngijnA");
  }

  @Test
  void followOneAnotherWithoutAChange() {
    DeliveryIds.OfNotification ofNotification = ids.of("shop", "n1");
    byte[] subscription = text(SUBSCRIPTION);
    String first = ofNotification.of(subscription);

    assertThat(ofNotification.of(text(UUID.randomUUID()))).isNotEqualTo(first);
    assertThat(ofNotification.of(subscription)).isEqualTo(first);
  }

  @Test
  void tellTheirDeliveryFromAnyOther() {
    String id = id("shop", "n1", SUBSCRIPTION);

    assertThat(ids.isOf(id, "shop", "n1", SUBSCRIPTION)).isTrue();
    assertThat(ids.isOf(id, "shop", "n2", SUBSCRIPTION)).isFalse();
    assertThat(ids.isOf(id, "news", "n1", SUBSCRIPTION)).isFalse();
    assertThat(ids.isOf(id, "shop", "n1", UUID.randomUUID())).isFalse();
    assertThat(ids.isOf(id + "A", "shop", "n1", SUBSCRIPTION)).isFalse();
    assertThat(ids.isOf("\u00e9", "shop", "n1", SUBSCRIPTION)).isFalse();
  }

  private static byte[] text(UUID subscription) {
    return subscription.toString().getBytes(US_ASCII);
  }

  private String id(String application, String notification, UUID subscription) {
    return ids.of(application, notification).of(text(subscription));
  }
}
