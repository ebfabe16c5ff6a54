package dev.towncrier.crypto.vapid.keyformat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.NodeScript;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** npm's web-push takes the pair that we write, and we read the one that its command prints. */
class WebPushIT {

  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);

  @BeforeEach
  void requireNode() throws IOException, InterruptedException {
    NodeScript.requireNode();
  }

  @Test
  void webPushSignsWithThePairThatWeWrite() throws IOException, InterruptedException {
    List<String> pairs = new ArrayList<>();
    List<String> signedBy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      P256KeyPair pair = p256.generateKeyPair();
      pairs.add(KeyFormat.RAW.write(pair).strip());
      signedBy.add(pair.publicKey().base64Url());
    }

    assertThat(NodeScript.run("sign.js", pairs)).isEqualTo(signedBy);
  }

  @Test
  void nodeImportsTheJwkThatWeWrite() throws IOException, InterruptedException {
    P256KeyPair pair = p256.generateKeyPair();

    List<String> lines = NodeScript.run("jwk.js", List.of(KeyFormat.JWK.write(pair)));

    assertThat(reader.read(String.join("\n", lines))).isEqualTo(pair);
  }

  @Test
  void weReadWhatTheCommandOfWebPushPrints() throws IOException, InterruptedException {
    String text = NodeScript.webPush("generate-vapid-keys");
    assertThat(text).contains(reader.read(text).publicKey().base64Url());

    String json = NodeScript.webPush("generate-vapid-keys", "--json");
    assertThat(KeyFormat.RAW.write(reader.read(json))).isEqualTo(json);
  }
}
