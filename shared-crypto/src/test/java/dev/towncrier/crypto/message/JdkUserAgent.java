package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.JdkP256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The receiving side of RFC 8291, written on the JDK alone so that it shares no mistake of ours.
 */
final class JdkUserAgent {

  private final KeyPair keys;
  private final byte[] authSecret;

  JdkUserAgent(byte[] authSecret) throws GeneralSecurityException {
    this.keys = JdkP256.generateKeyPair();
    this.authSecret = authSecret;
  }

  byte[] p256dh() {
    return JdkP256.uncompressed((ECPublicKey) keys.getPublic());
  }

  byte[] decrypt(byte[] body) throws GeneralSecurityException {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte[] salt = take(in, 16);
    int recordSize = in.getInt();
    byte[] sender = take(in, Byte.toUnsignedInt(in.get()));
    if (in.remaining() > recordSize) {
      throw new GeneralSecurityException("More than one record");
    }

    byte[] secret =
        JdkP256.sharedSecret((ECPrivateKey) keys.getPrivate(), JdkP256.publicKey(sender));
    byte[] keyInfo = concatenated("WebPush: info\0".getBytes(US_ASCII), p256dh(), sender);
    byte[] keyingMaterial = hkdf(authSecret, secret, keyInfo, 32);
    byte[] key = hkdf(salt, keyingMaterial, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
    byte[] nonce = hkdf(salt, keyingMaterial, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);

    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    return withoutPadding(cipher.doFinal(take(in, in.remaining())));
  }

  private static byte[] withoutPadding(byte[] record) throws GeneralSecurityException {
    int end = record.length - 1;
    while (end >= 0 && record[end] == 0) {
      end--;
    }
    if (end < 0 || record[end] != 2) {
      throw new GeneralSecurityException("Not the last record");
    }
    return Arrays.copyOf(record, end);
  }

  private static byte[] hkdf(byte[] salt, byte[] keyingMaterial, byte[] info, int length)
      throws GeneralSecurityException {
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(keyingMaterial).thenExpand(info, length);
    return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
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
