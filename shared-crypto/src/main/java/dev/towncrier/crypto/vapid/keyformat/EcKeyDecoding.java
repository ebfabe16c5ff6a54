package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.OTHER_KIND_OF_KEY;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.BIT_STRING;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.CONTEXT;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.OBJECT_IDENTIFIER;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.OCTET_STRING;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.PRIMITIVE_CONTEXT;
import static dev.towncrier.crypto.vapid.keyformat.DerReader.SEQUENCE;

import dev.towncrier.crypto.InvalidKeyFile;
import dev.towncrier.crypto.p256.P256PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Keys of P-256 from the DER of PKCS #8, SEC 1 and SubjectPublicKeyInfo. */
final class EcKeyDecoding {

  // RFC 5480 section 2.1.1: 1.2.840.10045.2.1, id-ecPublicKey
  static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("2a8648ce3d0201");

  // RFC 5480 section 2.1.1.1: 1.2.840.10045.3.1.7, secp256r1
  static final byte[] P256 = HexFormat.of().parseHex("2a8648ce3d030107");

  private EcKeyDecoding() {}

  /** OneAsymmetricKey of RFC 5958 section 2, version 1 or 2. */
  static FoundKey pkcs8(byte[] der) {
    DerReader file = new DerReader(der);
    DerReader info = file.within(SEQUENCE);
    file.end();
    int version = info.smallInteger();
    requireP256Algorithm(info.within(SEQUENCE));
    FoundKey key = sec1(info.content(OCTET_STRING), true);
    if (info.nextIs(CONTEXT)) {
      info.content(CONTEXT); // attributes, such as a friendly name
    }
    List<byte[]> publicPoints = new ArrayList<>(key.publicPoints());
    if (version == 1 && info.nextIs(PRIMITIVE_CONTEXT + 1)) {
      publicPoints.add(info.bitString(PRIMITIVE_CONTEXT + 1));
    }
    info.end();
    if (version > 1) {
      throw DerReader.malformed();
    }
    return new FoundKey(key.privateKey(), publicPoints);
  }

  /**
   * ECPrivateKey of RFC 5915 section 3.
   *
   * @param curveGiven whether something else has said that it is of P-256
   */
  static FoundKey sec1(byte[] der, boolean curveGiven) {
    DerReader file = new DerReader(der);
    DerReader key = file.within(SEQUENCE);
    file.end();
    int version = key.smallInteger();
    byte[] scalar = key.content(OCTET_STRING);
    if (key.nextIs(CONTEXT)) {
      DerReader parameters = key.within(CONTEXT);
      requireP256(parameters);
    } else if (!curveGiven) {
      throw new InvalidKeyFile(OTHER_KIND_OF_KEY, "it does not say of which curve it is");
    }
    List<byte[]> publicPoints = new ArrayList<>();
    if (key.nextIs(CONTEXT + 1)) {
      DerReader publicKey = key.within(CONTEXT + 1);
      publicPoints.add(publicKey.bitString(BIT_STRING));
      publicKey.end();
    }
    key.end();
    if (version != 1) {
      throw DerReader.malformed();
    }
    return new FoundKey(P256PrivateKey.decode(scalar), publicPoints);
  }

  /** The key in a SubjectPublicKeyInfo (RFC 5480 section 2). */
  static byte[] publicPoint(byte[] der) {
    DerReader file = new DerReader(der);
    DerReader info = file.within(SEQUENCE);
    file.end();
    requireP256Algorithm(info.within(SEQUENCE));
    byte[] point = info.bitString(BIT_STRING);
    info.end();
    return point;
  }

  /** ECParameters of RFC 5480 section 2.1.1, which must name P-256. */
  static void requireP256Parameters(byte[] der) {
    requireP256(new DerReader(der));
  }

  private static void requireP256Algorithm(DerReader algorithm) {
    if (!Arrays.equals(algorithm.content(OBJECT_IDENTIFIER), EC_PUBLIC_KEY)) {
      throw new InvalidKeyFile(OTHER_KIND_OF_KEY, "it is not a key of an elliptic curve for ECDSA");
    }
    requireP256(algorithm);
  }

  private static void requireP256(DerReader parameters) {
    if (parameters.nextIs(SEQUENCE)) {
      throw new InvalidKeyFile(
          OTHER_KIND_OF_KEY, "it spells its curve's parameters out instead of naming P-256");
    }
    if (!Arrays.equals(parameters.content(OBJECT_IDENTIFIER), P256)) {
      throw new InvalidKeyFile(OTHER_KIND_OF_KEY, "it is of another curve than P-256");
    }
    parameters.end();
  }
}
