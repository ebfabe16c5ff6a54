package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.vapid.keyformat.DerReader.BIT_STRING;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.CONTEXT;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.INTEGER;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.OBJECT_IDENTIFIER;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.OCTET_STRING;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.SEQUENCE;

import dev.towncrier.crypto.p256.P256KeyPair;
import java.io.ByteArrayOutputStream;

/** Keys of P-256 in the DER of PKCS #8 and SEC 1, byte for byte as OpenSSL writes them. */
final class EcKeyEncoding {

  private static final byte[] NONE = {};
  private static final byte[] NO_UNUSED_BITS = {0};

  private EcKeyEncoding() {}

  /** PrivateKeyInfo of RFC 5208 section 5: version 0, algorithm, private key. */
  static byte[] pkcs8(P256KeyPair pair) {
    return element(
        SEQUENCE,
        integer(0),
        element(
            SEQUENCE,
            element(OBJECT_IDENTIFIER, EcKeyDecoding.EC_PUBLIC_KEY),
            element(OBJECT_IDENTIFIER, EcKeyDecoding.P256)),
        element(OCTET_STRING, ecPrivateKey(pair, NONE)));
  }

  /** ECPrivateKey of RFC 5915 section 3 with its parameters. */
  static byte[] sec1(P256KeyPair pair) {
    return ecPrivateKey(pair, element(CONTEXT, element(OBJECT_IDENTIFIER, EcKeyDecoding.P256)));
  }

  private static byte[] ecPrivateKey(P256KeyPair pair, byte[] parameters) {
    return element(
        SEQUENCE,
        integer(1),
        element(OCTET_STRING, pair.privateKey().encoded()),
        parameters,
        element(CONTEXT + 1, element(BIT_STRING, NO_UNUSED_BITS, pair.publicKey().encoded())));
  }

  private static byte[] integer(int value) {
    return element(INTEGER, new byte[] {(byte) value});
  }

  /** One element; its content is shorter than 256 bytes. */
  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (content.size() >= 0x80) {
      element.write(0x81);
    }
    element.write(content.size());
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
