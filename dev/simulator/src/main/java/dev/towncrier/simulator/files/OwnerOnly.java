package dev.towncrier.simulator.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files and folders that hold keys, readable by their owner alone where the system can do so. */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes an empty file in the place of whatever is there. */
  public static void createFile(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (posix(file)) {
      var mode = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
    } else {
      Files.createFile(file);
    }
  }

  /** Makes a folder, and those above it, unless it is there. */
  public static void createFolder(@Nullable Path folder) throws IOException {
    if (folder != null) Files.createDirectories(folder);
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
