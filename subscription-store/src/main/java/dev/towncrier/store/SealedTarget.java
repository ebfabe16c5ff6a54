package dev.towncrier.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import dev.towncrier.crypto.vapid.PushServiceOrigin;
import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** A {@link PushTarget} as it is stored: the auth secret and the endpoint are sealed together. */
public final class SealedTarget {
  private final UUID subscription;
  private final String pushService;
  private final byte[] userAgentKey;
  private final byte[] sealed;
  private final Sealer sealer;

  SealedTarget(
      UUID subscription, String pushService, byte[] userAgentKey, byte[] sealed, Sealer sealer) {
    this.subscription = subscription;
    this.pushService = pushService;
    this.userAgentKey = userAgentKey;
    this.sealed = sealed;
    this.sealer = sealer;
  }

  static SealedTarget of(SubscriptionRecord row, Sealer sealer) {
    return new SealedTarget(
        row.getId(), row.getPushService(), row.getP256dh(), row.getSealedTarget(), sealer);
  }

  /** Seals what has to be secret of a subscription's target: the auth secret, then the endpoint. */
  static byte[] seal(Sealer sealer, UUID subscription, PushTarget target) {
    byte[] endpoint = target.endpoint().url().getBytes(UTF_8);
    byte[] secret =
        ByteBuffer.allocate(AuthSecret.LENGTH + endpoint.length)
            .put(target.authSecret().encoded())
            .put(endpoint)
            .array();
    return SealedColumn.TARGET.seal(sealer, subscription, secret);
  }

  /**
   * Opens it.
   *
   * @throws UnknownKey if the key that it is sealed under was not given
   * @throws SealBroken if it was changed in the database, or moved there from another row
   * @throws InvalidSealedValue if what is stored is no sealed value at all
   * @throws EndpointRefused if the push service in the row is not the endpoint's
   */
  public PushTarget open() {
    byte[] secret = SealedColumn.TARGET.open(sealer, subscription, sealed);
    String url = new String(secret, AuthSecret.LENGTH, secret.length - AuthSecret.LENGTH, UTF_8);
    int end = pushService.length();
    if (!url.startsWith(pushService) || !url.startsWith("/", end)) {
      throw new EndpointRefused("is on another push service than its row says");
    }
    return new PushTarget(
        new Endpoint(PushServiceOrigin.recall(pushService), url.substring(end)),
        P256PublicKey.recall(userAgentKey),
        AuthSecret.decode(Arrays.copyOf(secret, AuthSecret.LENGTH)));
  }

  @Override
  public String toString() {
    return "SealedTarget[pushService=" + pushService + "]";
  }
}
