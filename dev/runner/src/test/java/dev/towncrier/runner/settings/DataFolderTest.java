package dev.towncrier.runner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  private static final RunningSystem SYSTEM =
      new RunningSystem(
          8080,
          9092,
          8443,
          "jdbc:postgresql://127.0.0.1:5432/towncrier",
          "postgres",
          "pass:word",
          "push",
          List.of("http://127.0.0.1:8443", "https://127.0.0.1:8443"),
          Path.of("/data folder/trusted.pem"),
          Optional.of(Path.of("/data folder.key")));

  private DataFolder folder;

  @BeforeEach
  void make(@TempDir Path parent) {
    folder = new DataFolder(parent.resolve("data"));
    folder.create();
  }

  @Test
  void isItsOwnersOnly() throws IOException {
    assertThat(mode(folder.path())).isEqualTo("rwx------");
  }

  @Test
  void keepsTheAdminKeyForItsOwnerOnly() throws IOException {
    AdminKey made = folder.makeAdminKey();

    assertThat(mode(folder.path().resolve("admin-key"))).isEqualTo("rw-------");
    assertThat(folder.adminKey().orElseThrow().reveal()).isEqualTo(made.reveal());
    assertThat(made.reveal()).hasSizeGreaterThan(40);
  }

  @Test
  void hasNoAdminKeyAtFirst() {
    assertThat(folder.adminKey()).isEmpty();
  }

  @Test
  void remembersWhereThePartsAreForItsOwnerOnly() throws IOException {
    folder.remember(SYSTEM);

    assertThat(folder.lastRun()).contains(SYSTEM);
    assertThat(mode(folder.path().resolve("up.properties"))).isEqualTo("rw-------");
    assertThat(SYSTEM.toString()).doesNotContain("pass:word");
  }

  @Test
  void remembersThatTheEnvironmentHeldTheKeys() {
    RunningSystem keysInEnvironment = SYSTEM.withKeyFile(Optional.empty());

    folder.remember(keysInEnvironment);

    assertThat(folder.lastRun()).contains(keysInEnvironment);
  }

  @Test
  void hasItsKeysBesideItForTheOwnerOnly() throws IOException {
    KeyFile file = folder.keyFile();
    assertThat(file.path()).isEqualTo(folder.path().resolveSibling("data.key"));
    assertThat(file.exists()).isFalse();

    KeyEncryptionKeys made = file.make();

    assertThat(mode(file.path())).isEqualTo("rw-------");
    assertThat(file.read().ids()).isEqualTo(made.ids());
  }

  @Test
  void saysWhichLineOfItsKeysIsNone() throws IOException {
    Files.writeString(folder.keyFile().path(), "hunter2!\n");

    assertThatThrownBy(() -> folder.keyFile().read())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining(folder.keyFile().path().toString())
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void saysWhichFileItCantUse() throws IOException {
    Files.writeString(folder.path().resolve("up.properties"), "http.port=8080\n");

    assertThatThrownBy(folder::lastRun)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("up.properties")
        .hasMessageContaining("kafka.port is missing");
  }

  @Test
  void saysWhetherASystemRunsOnIt() {
    folder.remember(SYSTEM);
    assertThatThrownBy(folder::running)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("No `towncrier up` runs on " + folder.path());
    try (FolderLock _ = folder.lock()) {
      assertThat(folder.running()).isEqualTo(SYSTEM);
    }
  }

  @Test
  void isUsedByOneUpAtATime() {
    assertThat(folder.isInUse()).isFalse();
    try (FolderLock held = folder.lock()) {
      assertThat(held).isNotNull();
      assertThat(folder.isInUse()).isTrue();
      assertThatThrownBy(folder::lock)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining(folder.path().toString());
    }
    assertThat(folder.isInUse()).isFalse();
  }

  @Test
  void givesARestartedWorkerItsNumberAgain() {
    WorkerNumber first = folder.workerNumber();
    try (WorkerNumber second = folder.workerNumber()) {
      assertThat(first.value()).isEqualTo(1);
      assertThat(second.value()).isEqualTo(2);
      first.close();
      try (WorkerNumber again = folder.workerNumber()) {
        assertThat(again.value()).isEqualTo(1);
      }
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
