package dev.towncrier.simulator.sender;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a push message (RFC 8291 section 3), with HKDF (RFC 5869) spelled out. */
public final class Encryption {
  private Encryption() {}

  /** Encrypts for a subscription's keys in base64url. */
  public static byte[] encrypt(String p256dh, String auth, String plaintext) {
    try {
      return encrypt(
          Base64.getUrlDecoder().decode(p256dh),
          Base64.getUrlDecoder().decode(auth),
          plaintext.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encrypt(byte[] receiver, byte[] auth, byte[] plaintext)
      throws GeneralSecurityException {
    KeyPair sender = ApplicationServer.keyPair();
    var senderKey = (ECPublicKey) sender.getPublic();
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(sender.getPrivate());
    agreement.doPhase(Points.decode(receiver, senderKey.getParams()), true);
    byte[] senderPoint = Points.encode(senderKey);
    byte[] prkKey = hmac(auth, agreement.generateSecret());
    byte[] ikm = hmac(prkKey, concat(ascii("WebPush: info\0"), receiver, senderPoint, one()));
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    byte[] prk = hmac(salt, ikm);
    byte[] key = Arrays.copyOf(hmac(prk, info("aes128gcm")), 16);
    byte[] nonce = Arrays.copyOf(hmac(prk, info("nonce")), 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] record = cipher.doFinal(concat(plaintext, new byte[] {2}));
    byte[] sizes = ByteBuffer.allocate(5).putInt(4096).put((byte) 65).array();
    return concat(salt, sizes, senderPoint, record);
  }

  private static byte[] info(String name) {
    return concat(ascii("Content-Encoding: " + name + "\0"), one());
  }

  private static byte[] one() {
    return new byte[] {1};
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var buffer = ByteBuffer.allocate(length);
    for (byte[] part : parts) buffer.put(part);
    return buffer.array();
  }
}
