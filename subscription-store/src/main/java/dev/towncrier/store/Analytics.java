package dev.towncrier.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries were accepted by push services, and what browsers told of them.
 *
 * @param complete whether nothing is left out; if not, the newest notifications were looked at, or
 *     the largest rows are here
 */
public record Analytics(List<Row> rows, boolean complete) {
  /** What figures are added up by. */
  public enum By {
    /** Its id. */
    NOTIFICATION,
    /** Each topic that a notification's audience names. A notification of two counts in both. */
    TOPIC,
    /** Its origin; empty where it is not known. */
    PUSH_SERVICE,
    /** The label of the {@link Browser} that subscribed; empty where it is not known. */
    BROWSER;

    /** As queries and CSV have it, such as {@code push-service}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that label. */
    public static Optional<By> of(String label) {
      return Arrays.stream(values()).filter(by -> by.label().equals(label)).findFirst();
    }

    /** All labels, for people. */
    public static String labels() {
      return Arrays.stream(values()).map(By::label).collect(Collectors.joining(", "));
    }
  }

  /**
   * Figures that belong together.
   *
   * @param name by what they do
   * @param acceptedAt when the notification was; null for what is no notification
   * @param accepted by push services
   */
  public record Row(
      String name,
      @Nullable Instant acceptedAt,
      long accepted,
      long displayed,
      long clicked,
      long closed) {}
}
