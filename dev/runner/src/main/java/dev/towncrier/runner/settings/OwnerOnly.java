package dev.towncrier.runner.settings;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that nobody else on the machine can read, from their first byte on. */
public final class OwnerOnly {

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerOnly() {}

  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, FOLDER);
  }

  /**
   * Writes a file that is not there yet.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is; it is left as it was
   * @throws IOException if it can't be written
   */
  public static void writeNew(Path file, String text) throws IOException {
    Files.createFile(file, FILE);
    Files.writeString(file, text);
  }

  /**
   * Opens a file that is not there yet, to be written.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is; it is left as it was
   * @throws IOException if it can't be made
   */
  public static OutputStream newFile(Path file) throws IOException {
    Files.createFile(file, FILE);
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  /** Writes all or nothing. */
  static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(draft, FILE);
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
