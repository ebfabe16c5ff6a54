package dev.towncrier.api.notifications;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.access.Needs;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.Audience;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.store.Application;
import dev.towncrier.store.AudienceReader;
import dev.towncrier.store.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/audience-count")
@ForServices
@Tag(name = "Services")
class AudienceController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final String EXAMPLE =
      """
      {"audience": {"topics": ["news"], "tags": {"plan": "pro", "age": {"atLeast": 18}},
        "exclude": {"users": ["ann"]}}}\
      """;

  private final AudienceReader audiences;

  AudienceController(AudienceReader audiences) {
    this.audiences = audiences;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @Needs(Scope.PUBLISH)
  @Operation(summary = "How many subscriptions are in an audience now; sends nothing")
  AudienceCountView count(
      Application application,
      @JsonBody(maxBytes = NotificationRequested.MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    return new AudienceCountView(audiences.count(application.id(), audience(body)));
  }

  private static Audience audience(JsonMembers body) {
    try {
      return Audience.read(body.object("audience"));
    } catch (InvalidJson e) {
      throw Problem.of(ProblemKind.UNACCEPTABLE, e);
    }
  }
}
