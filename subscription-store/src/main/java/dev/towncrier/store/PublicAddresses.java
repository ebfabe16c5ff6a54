package dev.towncrier.store;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * The addresses of the public internet: all but those that lead to this machine, to a private
 * network or nowhere (RFC 6890 and the registries that it founded).
 */
final class PublicAddresses {
  private static final int[] TRANSLATED_IPV4 = {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private PublicAddresses() {}

  /** Whether {@code address} is one; an IPv4 address inside an IPv6 one counts by itself. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    int[] octets = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      octets[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return octets.length == 4 ? isPublicIpv4(octets) : isPublicIpv6(octets);
  }

  private static boolean isPublicIpv4(int[] octets) {
    int second = octets[1];
    return switch (octets[0]) {
      case 0, 10, 127 -> false; // this network, private, loopback
      case 100 -> (second & 0xc0) != 64; // shared by carriers, RFC 6598
      case 169 -> second != 254; // link-local
      case 172 -> (second & 0xf0) != 16; // private
      case 192 -> second != 168 && (second != 0 || octets[2] != 0); // private, protocols
      case 198 -> (second & 0xfe) != 18; // benchmarks, RFC 2544
      default -> octets[0] < 224; // multicast, reserved
    };
  }

  private static boolean isPublicIpv6(int[] octets) {
    if (Arrays.equals(octets, 0, 12, TRANSLATED_IPV4, 0, 12)) { // RFC 6052
      return isPublicIpv4(Arrays.copyOfRange(octets, 12, 16));
    }
    boolean globalUnicast = (octets[0] & 0xe0) == 0x20; // RFC 4291 section 2.4
    boolean sixToFour = octets[0] == 0x20 && octets[1] == 0x02; // RFC 3056
    boolean teredo = octets[0] == 0x20 && octets[1] == 0x01 && octets[2] == 0 && octets[3] == 0;
    return globalUnicast && !sixToFour && !teredo;
  }
}
