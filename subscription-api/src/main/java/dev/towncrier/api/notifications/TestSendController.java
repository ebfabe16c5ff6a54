package dev.towncrier.api.notifications;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.access.Needs;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.input.PathId;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.Audience;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.Application;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/subscriptions/{id}/test")
@ForServices
@Tag(name = "Services")
class TestSendController {
  private static final String EXAMPLE =
      """
      {"notification": {"title": "Hello {{name|there}}", "navigate": "https://shop.example/"}}\
      """;

  private final AudienceReader audiences;
  private final Publisher publisher;

  TestSendController(AudienceReader audiences, Publisher publisher) {
    this.audiences = audiences;
    this.publisher = publisher;
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.PUBLISH)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Publishes a notification to this one subscription alone, to try it out")
  AcceptedView send(
      Application application,
      @PathVariable String id,
      @JsonBody(maxBytes = NotificationRequested.MAX_BYTES, optional = true, example = EXAMPLE)
          JsonMembers body) {
    UUID subscription = PathId.uuid(id, TestSendController::unknown);
    Audience one = new Audience(false, List.of(), List.of(), List.of(subscription), Map.of(), null);
    if (audiences.count(application.id(), one) == 0) {
      throw unknown();
    }
    PublishableEvent event = EventReader.readTest(body, application, subscription);
    return AcceptedView.of(event, publisher.publish(event, null));
  }

  private static Problem unknown() {
    return Problem.of(
        ProblemKind.NOT_FOUND,
        "The application has no subscription of this id that anything can be sent to (any more).");
  }
}
