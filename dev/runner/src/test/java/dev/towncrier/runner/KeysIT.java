package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.vapid.keyformat.KeyFormat;
import dev.towncrier.crypto.vapid.keyformat.KeyReader;
import dev.towncrier.runner.Visitors.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VAPID keys on a running system: out, in, and used. */
class KeysIT {
  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);
  @TempDir private Path folder;

  @Test
  void keysGoOutAndComeInWhileSubscriptionsKeepTheirs() throws IOException {
    Path backup = folder.resolve("backup.pem");
    P256KeyPair other = p256.generateKeyPair();
    Path brought = Files.writeString(folder.resolve("key.jwk"), KeyFormat.JWK.write(other));
    Path garbage = Files.writeString(folder.resolve("garbage"), "mFjCPuMgzwJq");

    try (RunningUp up = RunningUp.start(folder.resolve("data"), 1)) {
      String first = up.applicationServerKey();
      List<Subscriber> before = up.subscribe(1, "news");

      up.run(0, "keys", "export", "--out", backup.toString());
      assertThat(reader.read(Files.readString(backup)).publicKey().base64Url()).isEqualTo(first);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
          .isEqualTo("rw-------");
      up.run(1, "keys", "export", "--format", "jwk", "--out", backup.toString());
      assertThat(Files.readString(backup)).startsWith("-----BEGIN PRIVATE KEY-----");

      up.run(0, "keys", "import", brought.toString());
      assertThat(up.applicationServerKey()).isEqualTo(other.publicKey().base64Url());
      List<Subscriber> after = up.subscribe(2, "news");

      assertThat(up.run(0, "keys", "list").output().lines().skip(1))
          .satisfiesExactly(
              key -> assertThat(key).matches(".* 2  " + up.applicationServerKey() + "  .current."),
              key -> assertThat(key).matches(".* 1  " + first + "  .former."));
      assertThat(up.run(0, "keys", "export", "--format", "raw").output())
          .isEqualTo(KeyFormat.RAW.write(other));
      assertThat(up.run(0, "keys", "import", backup.toString()).output())
          .contains("has this key already");
      assertThat(up.applicationServerKey()).isEqualTo(other.publicKey().base64Url());

      up.publishToAll("n1");
      assertThat(up.awaitOutcomes("n1", before.size() + after.size())).containsOnlyKeys("accepted");
      assertThat(up.ledgerSummary().get("byVapid").propertyNames()).containsExactly("valid");

      assertThat(up.run(1, "keys", "import", garbage.toString()).output())
          .contains("Not a P-256 private key")
          .doesNotContain("mFjC")
          .hasLineCount(1);
      assertThat(up.run(1, "keys", "list", "--application", "nobody").output())
          .isEqualToIgnoringNewLines("There is no application \"nobody\". There is: demo");
    }
    TowncrierProcess alone =
        TowncrierProcess.start(folder.resolve("data"), Map.of(), "keys", "list");
    assertThat(alone.end()).isEqualTo(1);
    assertThat(alone.output()).startsWith("No `towncrier up` runs on ");
  }
}
