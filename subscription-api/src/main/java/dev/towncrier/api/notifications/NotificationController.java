package dev.towncrier.api.notifications;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.access.Needs;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.store.Application;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/notifications")
@ForServices
@Tag(name = "Services")
class NotificationController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_LISTED = 100;
  private static final String EXAMPLE =
      """
      {"audience": {"topics": ["news"]}, "notification": {"title": "Hello {{name|there}}"},
       "locales": {"de": {"title": "Hallo {{name|zusammen}}"}}, "ttl": 3600}\
      """;

  private final Notifications notifications;
  private final Publisher publisher;

  NotificationController(Notifications notifications, Publisher publisher) {
    this.notifications = notifications;
    this.publisher = publisher;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @Needs(Scope.PUBLISH)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Publishes a notification; answers once Kafka has it")
  AcceptedView publish(
      Application application,
      @Parameter(description = "The caller's span (W3C Trace Context), which goes to Kafka with it")
          @RequestHeader(name = Traceparent.HEADER, required = false)
          @Nullable String traceparent,
      @JsonBody(maxBytes = NotificationRequested.MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    PublishableEvent publishable = EventReader.read(body, application);
    Traceparent caller = Traceparent.parse(traceparent).orElse(null);
    return AcceptedView.of(publishable, publisher.publish(publishable, caller));
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "The newest 100 notifications")
  NotificationList newest(Application application) {
    return NotificationList.of(notifications.newest(application.id(), MAX_LISTED));
  }

  @GetMapping(path = "/{id}", produces = JSON)
  @Operation(summary = "How far a notification has come")
  NotificationView find(Application application, @PathVariable String id) {
    return Optional.of(id)
        .filter(text -> text.indexOf('\0') < 0) // which Postgres would not take
        .flatMap(text -> notifications.progress(application.id(), text))
        .map(NotificationView::of)
        .orElseThrow(() ->
            Problem.of(ProblemKind.NOT_FOUND, "The application has no notification of this id."));
  }
}
