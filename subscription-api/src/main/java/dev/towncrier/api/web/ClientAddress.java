package dev.towncrier.api.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom requests and connections are counted for: an IPv4 address, or the first 64 bits of an IPv6
 * address, since a household has all the others (RFC 6177).
 */
public record ClientAddress(String key) {
  private static final int NETWORK_BYTES = 8;

  /** The client of a remote address as the container prints it. */
  public static ClientAddress of(String remoteAddress) {
    try {
      return of(InetAddress.ofLiteral(remoteAddress));
    } catch (IllegalArgumentException _) {
      return new ClientAddress(remoteAddress);
    }
  }

  static ClientAddress of(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] counted = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES);
    return new ClientAddress(HexFormat.of().formatHex(counted));
  }
}
