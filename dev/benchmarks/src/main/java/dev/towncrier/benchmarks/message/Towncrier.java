package dev.towncrier.benchmarks.message;

import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.vapid.PushServiceOrigin;
import dev.towncrier.crypto.vapid.VapidIdentity;
import dev.towncrier.crypto.vapid.VapidSigner;
import dev.towncrier.crypto.vapid.VapidSubject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Ours, on one backend. As a worker does it: from the bytes that the database holds. */
public final class Towncrier {

  private static final Duration VALIDITY = Duration.ofHours(12);

  private final PushMessageEncryption encryption;
  private final VapidSigner signer;
  private final VapidIdentity identity;
  private final PushServiceOrigin origin;
  private final InstantSource clock;
  private final byte[] p256dh;
  private final byte[] auth;

  /**
   * @param clock for the expiry of signatures
   */
  public Towncrier(P256 backend, Recipient recipient, Sender sender, InstantSource clock) {
    this.encryption = new PushMessageEncryption(backend);
    this.signer = new VapidSigner(backend);
    this.identity =
        new VapidIdentity(
            backend.keyPair(P256PrivateKey.decode(sender.scalar())),
            new VapidSubject(sender.subject()));
    this.origin = PushServiceOrigin.of(URI.create(recipient.endpoint()));
    this.clock = clock;
    this.p256dh = recipient.p256dh();
    this.auth = recipient.auth();
  }

  /** A message as they go out, under a token that is reused. */
  public MessageMaker encryption() {
    return payload -> PreparedMessage.unsigned(encrypt(payload));
  }

  /** The encryption alone: the recipient's keys are decoded and checked once, for all messages. */
  public MessageMaker encryptionToDecodedKeys() {
    P256PublicKey userAgentKey = P256PublicKey.decode(p256dh);
    AuthSecret authSecret = AuthSecret.decode(auth);
    return payload ->
        PreparedMessage.unsigned(encryption.encrypt(payload, userAgentKey, authSecret));
  }

  /** A message with a signature of its own. */
  public MessageMaker request() {
    return payload -> {
      byte[] body = encrypt(payload);
      String authorization =
          signer.sign(origin, identity, clock.instant().plus(VALIDITY)).headerValue();
      return PreparedMessage.signed(body, authorization);
    };
  }

  private byte[] encrypt(byte[] payload) {
    return encryption.encrypt(payload, P256PublicKey.recall(p256dh), AuthSecret.decode(auth));
  }
}
