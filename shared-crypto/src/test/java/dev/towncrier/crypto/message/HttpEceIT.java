package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.NodeScript;
import dev.towncrier.crypto.RandomBytes;
import dev.towncrier.crypto.p256.Corretto;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** npm's http_ece, the library behind npm's web-push, reads what we write. */
class HttpEceIT {

  private static final int[] LENGTHS = {0, 1, 15, 16, 17, 300, 2_700, 3_992, 3_993};

  @BeforeEach
  void requireNode() throws IOException, InterruptedException {
    NodeScript.requireNode();
  }

  @Test
  void httpEceDecryptsWhatWeEncryptByBouncyCastle() throws IOException, InterruptedException {
    httpEceDecryptsWhatWeEncrypt(P256.bouncyCastle());
  }

  @Test
  void httpEceDecryptsWhatWeEncryptByCorretto() throws IOException, InterruptedException {
    httpEceDecryptsWhatWeEncrypt(Corretto.orSkip());
  }

  private static void httpEceDecryptsWhatWeEncrypt(P256 p256)
      throws IOException, InterruptedException {
    List<String> plaintexts = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    plaintexts.add(base64Url("{\"title\":\"Grüße 📯\"}".getBytes(UTF_8)));
    for (int length : LENGTHS) {
      plaintexts.add(base64Url(RandomBytes.of(length)));
    }
    for (String plaintext : plaintexts) {
      messages.add(message(p256, Base64.getUrlDecoder().decode(plaintext)));
    }
    assertThat(NodeScript.run("decrypt.js", messages)).isEqualTo(plaintexts);
  }

  private static String message(P256 p256, byte[] plaintext) {
    P256KeyPair userAgent = p256.generateKeyPair();
    AuthSecret authSecret = AuthSecret.decode(RandomBytes.of(AuthSecret.LENGTH));
    byte[] body =
        new PushMessageEncryption(p256).encrypt(plaintext, userAgent.publicKey(), authSecret);
    return String.join(
        " ",
        base64Url(userAgent.privateKey().encoded()),
        base64Url(authSecret.encoded()),
        base64Url(body));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
