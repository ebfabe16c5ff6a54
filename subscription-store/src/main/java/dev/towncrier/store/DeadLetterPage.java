package dev.towncrier.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, newest first.
 *
 * @param next where the older ones begin; null if there are none
 */
public record DeadLetterPage(List<DeadLetter> letters, @Nullable Place next) {

  /** A place in the order of dead letters: behind the one that it was made of. */
  public record Place(Instant at, long id) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,14})-(\\d{1,18})");

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<Place> of(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? Optional.of(
              new Place(
                  Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                  Long.parseLong(parts.group(2))))
          : Optional.empty();
    }

    /** The place as a word of digits and a hyphen. */
    public String text() {
      return at.toEpochMilli() + "-" + id;
    }
  }
}
