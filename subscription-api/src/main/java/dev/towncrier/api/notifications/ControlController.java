package dev.towncrier.api.notifications;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.NotificationControl.Decision;
import dev.towncrier.store.Notifications;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/notifications/{id}")
@ForServices
@Tag(name = "Services")
class ControlController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;

  private final NotificationControl control;
  private final Notifications notifications;

  ControlController(NotificationControl control, Notifications notifications) {
    this.control = control;
    this.notifications = notifications;
  }

  @PostMapping(path = "/cancel", produces = JSON)
  @Operation(summary = "Sends nothing more of it, for good, from a second after the answer at most")
  NotificationView cancel(Application application, @PathVariable String id) {
    return view(application, id, control.cancel(application.id(), checked(id)));
  }

  @PostMapping(path = "/pause", produces = JSON)
  @Operation(summary = "Sends nothing more of it until it is resumed")
  NotificationView pause(Application application, @PathVariable String id) {
    return view(application, id, control.pause(application.id(), checked(id)));
  }

  @PostMapping(path = "/resume", produces = JSON)
  @Operation(summary = "Goes on with what was paused")
  NotificationView resume(Application application, @PathVariable String id) {
    return view(application, id, control.resume(application.id(), checked(id)));
  }

  @PatchMapping(consumes = JSON, produces = JSON)
  @Operation(summary = "Sets how fast its deliveries are requested; with null, as fast as it goes")
  NotificationView pace(
      Application application,
      @PathVariable String id,
      @JsonBody(maxBytes = MAX_BYTES, example = "{\"pace\": {\"perSecond\": 100}}")
          JsonMembers body) {
    Integer perMinute = PaceView.read(body);
    return view(application, id, control.pace(application.id(), checked(id), perMinute));
  }

  private NotificationView view(Application application, String id, Decision decision) {
    return switch (decision) {
      case NOT_FOUND -> throw notFound();
      case TOO_LATE ->
          throw Problem.of(
              ProblemKind.TOO_LATE,
              "It is too late for that: the notification was cancelled, or has been sent, or (for a pace)"
                  + " all of its deliveries have been requested.");
      case MADE ->
          notifications
              .progress(application.id(), id)
              .map(NotificationView::of)
              .orElseThrow(ControlController::notFound);
    };
  }

  private static String checked(String id) {
    if (id.indexOf('\0') >= 0) { // which Postgres would not take
      throw notFound();
    }
    return id;
  }

  private static Problem notFound() {
    return Problem.of(ProblemKind.NOT_FOUND, "The application has no notification of this id.");
  }
}
