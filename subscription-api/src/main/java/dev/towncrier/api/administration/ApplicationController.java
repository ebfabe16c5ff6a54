package dev.towncrier.api.administration;

import dev.towncrier.api.access.Caller;
import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.access.OperatorsOnly;
import dev.towncrier.api.input.IfMatch;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.NewApplication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ApplicationController.PATH)
@ForServices
@Tag(name = "Operators")
class ApplicationController {
  static final String PATH = "/v1/applications";

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 65_536;
  private static final String EXAMPLE =
      """
      {"id": "shop", "name": "Shop", "allowedOrigins": ["https://shop.example"],
       "topics": [{"id": "news", "name": "News"}], "vapidSubject": "mailto:push@shop.example",
       "navigate": "https://shop.example/news"}\
      """;
  private static final String CHANGE_EXAMPLE =
      """
      {"name": "Shop", "allowedOrigins": ["https://shop.example", "https://www.shop.example"]}\
      """;

  private final Applications applications;
  private final EventTopics eventTopics;

  ApplicationController(Applications applications, EventTopics eventTopics) {
    this.applications = applications;
    this.eventTopics = eventTopics;
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "All applications; with an application's own key that one alone")
  ApplicationList list(Caller caller) {
    String only = caller.application();
    List<Application> known =
        only == null ? applications.all() : applications.find(only).stream().toList();
    return new ApplicationList(known.stream().map(ApplicationView::of).toList());
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @OperatorsOnly
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes an application with a first VAPID key and its Kafka topic for events")
  ResponseEntity<ApplicationView> make(
      @JsonBody(maxBytes = MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    NewApplication application = ApplicationReader.read(body);
    // First, so that it is there whatever ends this request; without an application it does
    // nothing.
    eventTopics.ensure(application.id());
    if (!applications.create(application, P256.bouncyCastle().generateKeyPair())) {
      throw Problem.about(
          ProblemKind.APPLICATION_TAKEN,
          "id",
          "is that of an application that exists: \"" + application.id() + "\"");
    }
    return view(
        ResponseEntity.created(URI.create(PATH + "/" + application.id())),
        applications.find(application.id()).orElseThrow());
  }

  @GetMapping(path = "/{application}", produces = JSON)
  @Operation(summary = "The application as it is")
  ResponseEntity<ApplicationView> find(Application application) {
    return view(ResponseEntity.ok(), application);
  }

  @PatchMapping(path = "/{application}", consumes = JSON, produces = JSON)
  @Operation(summary = "Changes what the body names; topics are replaced as a whole")
  ResponseEntity<ApplicationView> change(
      Application application,
      IfMatch condition,
      @JsonBody(maxBytes = MAX_BYTES, example = CHANGE_EXAMPLE) JsonMembers body) {
    return applications
        .change(application.id(), ApplicationReader.change(body, application), condition)
        .map(changed -> view(ResponseEntity.ok(), changed))
        .orElseThrow(IfMatch::failed);
  }

  private static ResponseEntity<ApplicationView> view(
      ResponseEntity.BodyBuilder answer, Application application) {
    return answer.eTag("\"" + application.revision() + "\"").body(ApplicationView.of(application));
  }
}
