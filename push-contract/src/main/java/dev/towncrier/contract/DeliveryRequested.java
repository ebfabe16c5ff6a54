package dev.towncrier.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One notification is to be delivered to one subscription. Carries ids only: no endpoint, no keys,
 * no text. Its Kafka key is the subscription id. Internal: no contract with others.
 *
 * @param deliveryId 128 bits in base64url; the same for every attempt
 * @param deadline no attempt starts after it
 * @param pushService origin of the endpoint, such as {@code https://push.example}
 * @param vapidKeyId the key pair that the subscription was made with
 * @param browser family of the subscriber's browser; null if not known
 * @param attempts attempts made so far
 * @param notBefore when the next attempt is due; null for at once
 * @param firstAttemptAt null before the first attempt has ended
 * @param replay how often it was taken back from the dead letters, from 0; absent in JSON when 0
 */
public record DeliveryRequested(
    String deliveryId,
    String notificationId,
    String application,
    UUID subscriptionId,
    Instant deadline,
    String pushService,
    UUID vapidKeyId,
    @Nullable String browser,
    int attempts,
    @Nullable Instant notBefore,
    @Nullable Instant firstAttemptAt,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY) int replay) {

  /** Checks that nothing is missing, as it would be in a record that others wrote. */
  public DeliveryRequested {
    requireNonNull(deliveryId, "deliveryId");
    requireNonNull(notificationId, "notificationId");
    requireNonNull(application, "application");
    requireNonNull(subscriptionId, "subscriptionId");
    requireNonNull(deadline, "deadline");
    requireNonNull(pushService, "pushService");
    requireNonNull(vapidKeyId, "vapidKeyId");
    if (replay < 0) {
      throw new IllegalArgumentException("replay is negative: " + replay);
    }
  }

  /** The same delivery after another attempt, due again at {@code notBefore}. */
  public DeliveryRequested retriedAt(Instant notBefore, Instant attemptAt) {
    return new DeliveryRequested(
        deliveryId,
        notificationId,
        application,
        subscriptionId,
        deadline,
        pushService,
        vapidKeyId,
        browser,
        attempts + 1,
        notBefore,
        firstAttemptAt == null ? attemptAt : firstAttemptAt,
        replay);
  }

  /** The same delivery, to be looked at again at {@code notBefore}; no attempt is counted. */
  public DeliveryRequested parkedUntil(Instant notBefore) {
    return new DeliveryRequested(
        deliveryId,
        notificationId,
        application,
        subscriptionId,
        deadline,
        pushService,
        vapidKeyId,
        browser,
        attempts,
        notBefore,
        firstAttemptAt,
        replay);
  }
}
