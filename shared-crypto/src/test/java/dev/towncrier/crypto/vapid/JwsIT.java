package dev.towncrier.crypto.vapid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.NodeScript;
import dev.towncrier.crypto.p256.P256;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** npm's jws, the library behind npm's web-push, verifies what we sign. */
class JwsIT {

  private final P256 p256 = P256.bouncyCastle();

  @BeforeEach
  void requireNode() throws IOException, InterruptedException {
    NodeScript.requireNode();
  }

  @Test
  void jwsVerifiesWhatWeSign() throws IOException, InterruptedException {
    String value =
        new VapidSigner(p256)
            .sign(
                PushServiceOrigin.of(URI.create("https://push.example.net/p/1")),
                new VapidIdentity(
                    p256.generateKeyPair(), new VapidSubject("mailto:push@example.com")),
                Instant.ofEpochSecond(1_800_000_000))
            .headerValue();
    int signatureStart = value.lastIndexOf('.') + 1;
    char other = value.charAt(signatureStart) == 'A' ? 'B' : 'A';
    String forged =
        value.substring(0, signatureStart) + other + value.substring(signatureStart + 1);

    assertThat(NodeScript.run("verify.js", List.of(value, forged)))
        .containsExactly(
            "{\"aud\":\"https://push.example.net\",\"exp\":1800000000,"
                + "\"sub\":\"mailto:push@example.com\"}",
            "not verified");
  }
}
