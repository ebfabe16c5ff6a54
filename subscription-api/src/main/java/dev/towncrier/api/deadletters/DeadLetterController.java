package dev.towncrier.api.deadletters;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.DeadLetterFilter;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.Replay;
import dev.towncrier.store.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/dead-letters")
@ForServices
@Tag(name = "Services")
class DeadLetterController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BODY_BYTES = 8_192;
  private static final String EXAMPLE =
      """
      {"reason": "vapid-rejected", "pushService": "https://push.example", "perSecond": 100}\
      """;

  private final DeadLetters deadLetters;
  private final Replays replays;
  private final ReplayHandover handover;

  DeadLetterController(DeadLetters deadLetters, Replays replays, ReplayHandover handover) {
    this.deadLetters = deadLetters;
    this.replays = replays;
    this.handover = handover;
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "Deliveries whose latest ending is a dead letter, newest first")
  DeadLetterList list(
      Application application,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Parameter(description = "A notification's id")
          @Nullable String notification,
      @RequestParam(required = false) @Parameter(description = "Origin of a push service")
          @Nullable String pushService,
      @RequestParam(defaultValue = "100") @Parameter(description = "1 to 1000") String limit,
      @RequestParam(required = false)
          @Parameter(description = "The next of an earlier answer: what is older than that")
          @Nullable String after) {
    return DeadLetterList.of(
        deadLetters.page(
            Wanted.filter(application.id(), reason, notification, pushService),
            Wanted.after(after),
            Wanted.limit(limit)));
  }

  @DeleteMapping(produces = JSON)
  @Operation(summary = "Drops dead letters that are not being replayed; their outcomes stay")
  DropView drop(
      Application application,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Parameter(description = "A notification's id")
          @Nullable String notification,
      @RequestParam(required = false) @Parameter(description = "Origin of a push service")
          @Nullable String pushService) {
    return new DropView(
        deadLetters.drop(Wanted.filter(application.id(), reason, notification, pushService)));
  }

  @PostMapping(path = "/replay", consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Takes dead letters back, to be delivered again until their deadlines")
  ReplayView replay(
      Application application,
      @JsonBody(maxBytes = MAX_BODY_BYTES, example = EXAMPLE) JsonMembers body) {
    DeadLetterFilter wanted = Wanted.filter(application.id(), body);
    Optional<Replay> taken = replays.take(wanted, Wanted.perSecond(body));
    taken.ifPresent(handover::handOver);
    return new ReplayView(taken.map(Replay::size).orElse(0L));
  }
}
