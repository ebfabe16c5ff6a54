package dev.towncrier.api.input;

import dev.towncrier.api.problems.Problem;
import java.util.UUID;
import java.util.function.Supplier;

/** Ids of rows in paths. */
public final class PathId {
  private PathId() {}

  /**
   * The UUID that {@code id} spells.
   *
   * @param unknown what to say otherwise: nothing can have that id
   */
  public static UUID uuid(String id, Supplier<Problem> unknown) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw unknown.get();
    }
  }
}
