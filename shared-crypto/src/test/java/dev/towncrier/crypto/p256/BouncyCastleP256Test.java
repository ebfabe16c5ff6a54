package dev.towncrier.crypto.p256;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.Example;

class BouncyCastleP256Test extends P256Contract {

  BouncyCastleP256Test() {
    super(P256.bouncyCastle());
  }

  @Example
  void signsAsRfc6979AppendixA25() {
    P256PrivateKey key =
        P256PrivateKey.decode(
            HexFormat.of()
                .parseHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    assertThat(HexFormat.of().formatHex(p256.sign(key, "sample".getBytes(US_ASCII))))
        .isEqualTo(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  }
}
