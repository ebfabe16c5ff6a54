package dev.towncrier.simulator.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.p256.P256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Decrypts a push message as a browser does (RFC 8291), by the JDK alone. Thread-safe. */
public final class MessageDecryptor {
  private static final int TAG_BITS = 128;
  private static final byte LAST_RECORD = 2;

  private MessageDecryptor() {}

  /**
   * Decrypts one message.
   *
   * @param body the aes128gcm body of the push request
   */
  public static Decryption decrypt(ReceiverKeys keys, byte[] body) {
    try {
      var encrypted = new EncryptedBody(body);
      byte[] padded = open(encrypted, inputKeyingMaterial(keys, encrypted.senderKey()));
      return new Decryption.Decrypted(text(padded, lengthWithoutPadding(padded)));
    } catch (IllegalArgumentException e) {
      return new Decryption.Undecryptable(String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException _) {
      return new Decryption.Undecryptable("the record does not authenticate under these keys");
    } catch (CharacterCodingException _) {
      return new Decryption.Undecryptable("the plaintext is not UTF-8");
    }
  }

  // RFC 8291 section 3.4: combine the ECDH and authentication secrets
  private static byte[] inputKeyingMaterial(ReceiverKeys keys, byte[] senderKey)
      throws GeneralSecurityException {
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(P256.privateKey(Base64Url.decode(keys.privateKey())));
    agreement.doPhase(P256.publicKey(senderKey), true);
    var info = new ByteArrayOutputStream();
    info.writeBytes("WebPush: info\0".getBytes(US_ASCII));
    info.writeBytes(Base64Url.decode(keys.p256dh()));
    info.writeBytes(senderKey);
    return hkdf(Base64Url.decode(keys.auth()), agreement.generateSecret(), info.toByteArray(), 32);
  }

  // RFC 8188 sections 2.2 and 2.3: the key and the nonce of record 0
  private static byte[] open(EncryptedBody body, byte[] keyingMaterial)
      throws GeneralSecurityException {
    byte[] key = hkdf(body.salt(), keyingMaterial, info("aes128gcm"), 16);
    byte[] nonce = hkdf(body.salt(), keyingMaterial, info("nonce"), 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher.doFinal(body.cipherText());
  }

  private static byte[] info(String name) {
    return ("Content-Encoding: " + name + "\0").getBytes(US_ASCII);
  }

  private static byte[] hkdf(byte[] salt, byte[] keyingMaterial, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract()
                .addIKM(keyingMaterial)
                .addSalt(salt)
                .thenExpand(info, length));
  }

  // RFC 8188 section 2: the last record ends in 0x02 and zeros
  private static int lengthWithoutPadding(byte[] padded) {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) end--;
    if (end < 0 || padded[end] != LAST_RECORD) {
      throw new IllegalArgumentException("the record is not delimited as the last one");
    }
    return end;
  }

  private static String text(byte[] padded, int length) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(padded, 0, length)).toString();
  }
}
