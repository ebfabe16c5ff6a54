package dev.towncrier.store;

import java.net.InetAddress;

/**
 * The addresses of the public internet: all but those that lead to this machine, to a private
 * network, through a translator or a tunnel, or nowhere (RFC 6890 and the registries that it
 * founded).
 */
final class PublicAddresses {
  private PublicAddresses() {}

  /**
   * Whether {@code address} is one. An IPv4 address mapped into IPv6 (RFC 4291 section 2.5.5.2) is
   * an IPv4 address, to the JDK too.
   */
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
    int third = octets[2];
    return switch (octets[0]) {
      case 0, 10, 127 -> false; // this network, private, loopback
      case 100 -> (second & 0xc0) != 64; // shared by carriers, RFC 6598
      case 168 -> second != 63 || third != 129 || octets[3] != 16; // metadata of Azure's machines
      case 169 -> second != 254; // link-local, and with it metadata
      case 172 -> (second & 0xf0) != 16; // private
      case 192 ->
          switch (second) {
            case 0 -> third != 0 && third != 2; // protocols, documentation (RFC 5737)
            case 88 -> third != 99; // relays of 6to4, RFC 7526
            default -> second != 168; // private
          };
      case 198 ->
          (second & 0xfe) != 18 // benchmarks, RFC 2544
              && (second != 51 || third != 100); // documentation
      case 203 -> second != 0 || third != 113; // documentation
      default -> octets[0] < 224; // multicast, reserved
    };
  }

  /**
   * Global unicast alone (RFC 4291 section 2.4), so neither loopback, link-local, unique-local,
   * multicast nor NAT64 (64:ff9b::/96, 64:ff9b:1::/48): what a translator makes of an address is
   * not ours to know.
   */
  private static boolean isPublicIpv6(int[] octets) {
    int first = octets[0] << 8 | octets[1];
    int second = octets[2] << 8 | octets[3];
    boolean globalUnicast = (first & 0xe000) == 0x2000;
    return globalUnicast
        && (first != 0x2001 || second >= 0x200) // protocols, with Teredo and benchmarks, RFC 2928
        && (first != 0x2001 || second != 0xdb8) // documentation, RFC 3849
        && first != 0x2002 // 6to4, RFC 3056
        && (first != 0x3fff || second >= 0x1000); // documentation, RFC 9637
  }
}
