package dev.towncrier.crypto.vapid.keyformat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.ExternalProgram;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's OpenSSL reads what we write, and we read what it writes. */
class OpenSslIT {

  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);
  @TempDir private Path folder;

  @BeforeEach
  void requireOpenSsl() {
    ExternalProgram.require("version", "openssl");
  }

  @ParameterizedTest
  @EnumSource(names = {"PKCS8", "SEC1"})
  void opensslReadsWhatWeWrite(KeyFormat format) throws IOException, InterruptedException {
    P256KeyPair pair = p256.generateKeyPair();
    Path file = Files.writeString(folder.resolve("key.pem"), format.write(pair));

    assertThat(openssl("pkey -check -noout -in " + file)).contains("Key is valid");
    assertThat(openssl("pkey -in " + file)).isEqualTo(KeyFormat.PKCS8.write(pair));
    String publicKey = openssl("pkey -pubout -in " + file);
    assertThat(reader.read(publicKey + format.write(pair))).isEqualTo(pair);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "ecparam -name prime256v1 -genkey",
        "ecparam -name prime256v1 -genkey -noout",
        "ecparam -name prime256v1 -genkey -conv_form compressed"
      })
  void weReadWhatOpensslWrites(String command) throws IOException, InterruptedException {
    String text = openssl(command);
    Path file = Files.writeString(folder.resolve("key.pem"), text);

    assertThat(KeyFormat.PKCS8.write(reader.read(text)))
        .isEqualTo(openssl("pkey -ec_conv_form uncompressed -in " + file));
  }

  @Test
  void weReadWhatOpensslDecrypts() throws IOException, InterruptedException {
    P256KeyPair pair = p256.generateKeyPair();
    Path plain = Files.writeString(folder.resolve("plain.pem"), KeyFormat.SEC1.write(pair));
    Path encrypted = folder.resolve("encrypted.pem");
    openssl("pkcs8 -topk8 -passout pass:secret -in " + plain + " -out " + encrypted);

    assertThat(reader.read(openssl("pkey -passin pass:secret -in " + encrypted))).isEqualTo(pair);
  }

  private String openssl(String arguments) throws IOException, InterruptedException {
    return ExternalProgram.run(folder, "", ("openssl " + arguments).split(" ", -1));
  }
}
