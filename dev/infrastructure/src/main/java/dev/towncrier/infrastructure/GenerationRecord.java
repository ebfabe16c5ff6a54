package dev.towncrier.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jooq.Constants;

/** Beside generated sources: what they were generated from. */
record GenerationRecord(Path output) {

  static String fingerprint(Path migrations, String packageName) throws IOException {
    MessageDigest digest = sha256();
    add(digest, Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
    add(digest, packageName.getBytes(StandardCharsets.UTF_8));
    for (Path file : files(migrations)) {
      add(digest, migrations.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      add(digest, Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  boolean matches(String fingerprint) throws IOException {
    return Files.isDirectory(output)
        && Files.exists(file())
        && Files.readString(file()).strip().equals(fingerprint);
  }

  void write(String fingerprint) throws IOException {
    Files.writeString(file(), fingerprint + "\n");
  }

  private Path file() {
    return output.resolveSibling(output.getFileName() + ".sha256");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(Integer.toString(part.length).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ':');
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
