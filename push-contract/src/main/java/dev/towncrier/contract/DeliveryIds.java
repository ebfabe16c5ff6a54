package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Delivery ids: 128 bits of an HMAC-SHA-256 of (notification, subscription) under the application's
 * secret, in base64url. The same delivery always has the same id, and a stranger can't guess it.
 */
public final class DeliveryIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LENGTH = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Function<String, byte[]> secretOf;
  private final ConcurrentMap<String, SecretKeySpec> secrets = new ConcurrentHashMap<>();

  /**
   * Makes ids.
   *
   * @param secretOf the secret of the application with that id, which never changes
   */
  public DeliveryIds(Function<String, byte[]> secretOf) {
    this.secretOf = secretOf;
  }

  /** Those of one notification, for one thread. */
  public OfNotification of(String application, String notification) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secrets.computeIfAbsent(application, this::secret));
      return new OfNotification(mac, notification.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /** Whether an id is that of this delivery; compares in constant time. */
  public boolean isOf(
      String deliveryId, String application, String notification, UUID subscription) {
    String expected = of(application, notification).of(subscription.toString().getBytes(US_ASCII));
    return MessageDigest.isEqual(expected.getBytes(US_ASCII), deliveryId.getBytes(UTF_8));
  }

  private SecretKeySpec secret(String application) {
    return new SecretKeySpec(secretOf.apply(application), ALGORITHM);
  }

  /** The ids of a notification's deliveries. */
  public static final class OfNotification {
    private final Mac mac;
    private final byte[] notification;

    private OfNotification(Mac mac, byte[] notification) {
      this.mac = mac;
      this.notification = notification;
    }

    /**
     * The id of the delivery to a subscription.
     *
     * @param subscription its id as text
     */
    public String of(byte[] subscription) {
      mac.update(notification);
      mac.update((byte) 0); // no id holds it, so no two pairs run together to the same bytes
      byte[] hash = mac.doFinal(subscription); // and so is ready for the next one
      return BASE64.encodeToString(Arrays.copyOf(hash, LENGTH));
    }
  }
}
