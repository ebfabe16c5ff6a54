package dev.towncrier.api.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import java.util.List;

/**
 * The answer to a POST.
 *
 * @param id to ask for the notification by
 * @param warnings what does not keep it from being sent, as sentences; absent if there are none
 */
record AcceptedView(String id, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
  private static final int RETRY_AFTER_SECONDS = 5;

  /**
   * What to say of a publication.
   *
   * @throws Problem 409 if the id is another event's, 503 if Kafka did not confirm the event
   */
  static AcceptedView of(PublishableEvent published, Publication publication) {
    String id = published.event().id();
    return switch (publication) {
      case Publication.Accepted _ -> new AcceptedView(id, published.warnings());
      case Publication.IdTaken _ ->
          throw Problem.about(
              ProblemKind.ID_TAKEN, "id", "belongs to a notification that says something else");
      case Publication.Unconfirmed _ ->
          throw Problem.later(
              ProblemKind.UNAVAILABLE,
              "Kafka did not confirm the event; repeat the same request with the id " + id + ".",
              RETRY_AFTER_SECONDS);
    };
  }
}
