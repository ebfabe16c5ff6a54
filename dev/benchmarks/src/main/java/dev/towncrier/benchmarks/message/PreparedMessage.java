package dev.towncrier.benchmarks.message;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message that could be sent.
 *
 * @param bodySource the encrypted body, read only where somebody looks into it
 * @param authorization the header's value, absent if none was made
 */
public record PreparedMessage(Supplier<byte[]> bodySource, @Nullable String authorization) {

  /** A message without a signature. */
  public static PreparedMessage unsigned(byte[] body) {
    return new PreparedMessage(() -> body, null);
  }

  /** A message with the {@code Authorization} of RFC 8292. */
  public static PreparedMessage signed(byte[] body, String authorization) {
    return new PreparedMessage(() -> body, authorization);
  }

  /** The encrypted body, as {@code aes128gcm} has it (RFC 8188). */
  public byte[] body() {
    return bodySource.get();
  }
}
