package dev.towncrier.simulator.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One push request and how it was answered.
 *
 * @param status the status answered; 0 if the connection was cut, the stream reset, or nothing was
 *     answered
 * @param vapid the word "valid", or what was wrong with the identity
 * @param decrypted whether the receiver could decrypt it; null if that is not known: no body, keys
 *     not held here, or not acknowledged yet
 * @param plaintext what was decrypted here
 * @param failure why it was refused or could not be decrypted, or the fault that was played
 * @param bytes length of the body; of one that is too long, as far as it is known
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 */
public record PushReceived(
    Instant at,
    String token,
    String endpoint,
    int status,
    PushHeaders headers,
    String vapid,
    @Nullable Boolean decrypted,
    @Nullable String plaintext,
    @Nullable String failure,
    long bytes,
    String protocol) {

  /** Whether the push service took responsibility for the message (RFC 8030 section 5). */
  public boolean accepted() {
    return status >= 200 && status < 300;
  }

  PushReceived acknowledged(boolean decrypted, @Nullable String failure) {
    return new PushReceived(
        at, token, endpoint, status, headers, vapid, decrypted, plaintext, failure, bytes,
        protocol);
  }

  @Override
  public String toString() {
    return "PushReceived[at=" + at + ", status=" + status + ", vapid=" + vapid + "]";
  }
}
