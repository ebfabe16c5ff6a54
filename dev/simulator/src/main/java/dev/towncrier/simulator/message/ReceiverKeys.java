package dev.towncrier.simulator.message;

import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.p256.EncodedKeyPair;
import dev.towncrier.simulator.p256.KeyPairs;
import java.security.SecureRandom;
import java.util.List;

/**
 * What a browser keeps for one subscription (RFC 8291 section 2), in base64url without padding.
 *
 * @param privateKey the P-256 scalar, 32 bytes
 * @param p256dh the P-256 point, 65 bytes
 * @param auth the authentication secret, 16 bytes
 */
public record ReceiverKeys(String privateKey, String p256dh, String auth) {
  private static final int AUTH_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes keys for {@code count} subscriptions. */
  public static List<ReceiverKeys> make(int count) {
    return KeyPairs.make(count).stream().map(ReceiverKeys::of).toList();
  }

  private static ReceiverKeys of(EncodedKeyPair pair) {
    byte[] auth = new byte[AUTH_LENGTH];
    RANDOM.nextBytes(auth);
    return new ReceiverKeys(pair.privateKey(), pair.publicKey(), Base64Url.encode(auth));
  }

  @Override
  public String toString() {
    return "ReceiverKeys[redacted]";
  }
}
