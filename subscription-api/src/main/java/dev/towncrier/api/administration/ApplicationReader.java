package dev.towncrier.api.administration;

import static dev.towncrier.api.administration.TopicReader.unacceptable;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.crypto.InvalidVapidSubject;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.store.AllowedOrigin;
import dev.towncrier.store.Application;
import dev.towncrier.store.ApplicationChange;
import dev.towncrier.store.NewApplication;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads applications that are to be made or changed, and holds them to every limit. */
final class ApplicationReader {
  /** Would make the application's Kafka topic that of dead letters. */
  private static final String FORBIDDEN_ID = "dead-letter";

  private static final int MAX_ORIGINS = 50;
  private static final int MAX_ORIGIN = 300;
  private static final int MAX_URL = 2_048;

  private ApplicationReader() {}

  /**
   * The application in {@code body}.
   *
   * @throws InvalidJson if a member is missing or of the wrong type or size
   * @throws Problem 422 if a value can't be accepted
   */
  static NewApplication read(JsonMembers body) {
    String id = TopicReader.id(body);
    if (id.equals(FORBIDDEN_ID)) {
      throw unacceptable(body, "id", "must not be \"" + FORBIDDEN_ID + "\"");
    }
    String name = required(TopicReader.optionalName(body), body, "name");
    List<String> origins = Objects.requireNonNullElse(origins(body), List.of());
    List<Application.Topic> topics = Objects.requireNonNullElse(TopicReader.all(body), List.of());
    VapidSubject subject = required(subject(body), body, "vapidSubject");
    String navigate = navigate(body);
    return new NewApplication(
        id,
        name,
        origins,
        topics,
        subject,
        navigate == null ? usualNavigate(origins, subject) : navigate,
        Objects.requireNonNullElse(receipts(body), true));
  }

  /**
   * What {@code body} changes of the application.
   *
   * @throws InvalidJson if a member is of the wrong type or size
   * @throws Problem 422 if a value can't be accepted
   */
  static ApplicationChange change(JsonMembers body, Application application) {
    if (body.has("id") && !TopicReader.id(body).equals(application.id())) {
      throw unacceptable(body, "id", "can't be changed; it is \"" + application.id() + "\"");
    }
    return new ApplicationChange(
        TopicReader.optionalName(body),
        origins(body),
        TopicReader.all(body),
        subject(body),
        navigate(body),
        receipts(body));
  }

  private static <T> T required(@Nullable T value, JsonMembers body, String name) {
    if (value == null) {
      throw body.invalid(name, "is required");
    }
    return value;
  }

  private static @Nullable List<String> origins(JsonMembers body) {
    String member = "allowedOrigins";
    List<String> origins = body.optionalTexts(member, MAX_ORIGINS, MAX_ORIGIN);
    if (origins == null) {
      return null;
    }
    for (String origin : origins) {
      try {
        var _ = new AllowedOrigin(origin);
      } catch (IllegalArgumentException e) {
        throw unacceptable(body, member, "holds \"" + origin + "\", which " + e.getMessage());
      }
    }
    return origins;
  }

  private static @Nullable VapidSubject subject(JsonMembers body) {
    String member = "vapidSubject";
    String subject = body.optionalText(member, 1, MAX_URL);
    if (subject == null) {
      return null;
    }
    try {
      return new VapidSubject(subject);
    } catch (InvalidVapidSubject e) {
      throw unacceptable(body, member, "can't be used. " + e.getMessage() + ".");
    }
  }

  private static @Nullable String navigate(JsonMembers body) {
    if (body.optionalText("navigate", 1, MAX_URL) == null) {
      return null;
    }
    try {
      return body.optionalUrl("navigate");
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
  }

  private static @Nullable Boolean receipts(JsonMembers body) {
    return body.optionalBoolean("receipts");
  }

  /** Where the site is, as far as is known. */
  private static String usualNavigate(List<String> origins, VapidSubject subject) {
    return origins.isEmpty()
        ? "https://" + subject.host()
        : new AllowedOrigin(origins.getFirst()).url();
  }
}
