package dev.towncrier.simulator.http;

/** A request's body, or the fact that it was too long to be read. */
public final class Body {
  private final byte[] bytes;
  private final long length;

  private Body(byte[] bytes, long length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** A body that was read whole; it is not copied. */
  public static Body of(byte[] bytes) {
    return new Body(bytes, bytes.length);
  }

  /** A body that was not read; its length is as far as it is known. */
  public static Body tooLong(long length) {
    return new Body(new byte[0], length);
  }

  /** The bytes, not copied; none if it was too long. */
  public byte[] bytes() {
    return bytes;
  }

  public long length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public boolean isTooLong() {
    return length > bytes.length;
  }
}
