package dev.towncrier.benchmarks.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The recipient's side, by the JDK alone: RFC 8291 section 3.4, RFC 8188 section 2. */
public final class Decryption {

  private Decryption() {}

  /** The plaintext of a body of one record. */
  public static byte[] decrypt(Recipient recipient, byte[] body) throws GeneralSecurityException {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte[] salt = take(in, 16);
    int recordSize = in.getInt();
    byte[] sender = take(in, Byte.toUnsignedInt(in.get()));
    if (in.remaining() > recordSize) {
      throw new GeneralSecurityException("More than one record");
    }
    byte[] info = concatenated("WebPush: info\0".getBytes(US_ASCII), recipient.p256dh(), sender);
    byte[] keyingMaterial = hkdf(recipient.auth(), agree(recipient, sender), info, 32);
    byte[] key = hkdf(salt, keyingMaterial, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
    byte[] nonce = hkdf(salt, keyingMaterial, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);

    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] padded = cipher.doFinal(take(in, in.remaining()));
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    if (padded[end] != 2) {
      throw new GeneralSecurityException("Not the last record");
    }
    return Arrays.copyOf(padded, end);
  }

  /** What the recipient agrees on with the sender of an uncompressed point. */
  public static byte[] agree(Recipient recipient, byte[] sender) throws GeneralSecurityException {
    ECPublicKey own = recipient.keys().publicKey();
    ECPoint point = new ECPoint(coordinate(sender, 1), coordinate(sender, 33));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(recipient.keys().privateKey());
    agreement.doPhase(
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, own.getParams())),
        true);
    return agreement.generateSecret();
  }

  private static BigInteger coordinate(byte[] point, int start) {
    return new BigInteger(1, point, start, 32);
  }

  private static byte[] hkdf(byte[] salt, byte[] keyingMaterial, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract()
                .addSalt(salt)
                .addIKM(keyingMaterial)
                .thenExpand(info, length));
  }

  private static byte[] concatenated(byte[] a, byte[] b, byte[] c) {
    return ByteBuffer.allocate(a.length + b.length + c.length).put(a).put(b).put(c).array();
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
