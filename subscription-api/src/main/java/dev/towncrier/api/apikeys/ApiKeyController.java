package dev.towncrier.api.apikeys;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.input.PathId;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.ApiKeys;
import dev.towncrier.store.Application;
import dev.towncrier.store.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/api-keys")
@ForServices
@Tag(name = "Operators")
class ApiKeyController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;
  private static final int MAX_NAME = 100;
  private static final int MAX_SCOPE = 64;
  private static final Duration LONGEST_LIFE = Duration.ofDays(36_525);
  private static final List<String> SCOPES =
      Arrays.stream(Scope.values()).map(Scope::text).toList();
  private static final String EXAMPLE =
      """
      {"name": "Shop back end", "scopes": ["publish"], "expiresAt": "2031-01-31T00:00:00Z"}\
      """;

  private final ApiKeys keys;
  private final InstantSource clock;

  ApiKeyController(ApiKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes an API key, which this answer alone shows")
  MadeApiKeyView make(
      Application application,
      @JsonBody(maxBytes = MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    return MadeApiKeyView.of(
        keys.make(application.id(), body.text("name", 1, MAX_NAME), scopes(body), expiresAt(body)));
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "The application's API keys, without what their holders show")
  ApiKeyList list(Application application) {
    return ApiKeyList.of(keys.of(application.id()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revokes an API key, which opens nothing from then on")
  void revoke(Application application, @PathVariable String id) {
    if (!keys.revoke(application.id(), PathId.uuid(id, ApiKeyController::unknown))) {
      throw unknown();
    }
  }

  private static Set<Scope> scopes(JsonMembers body) {
    List<String> named = body.optionalTexts("scopes", SCOPES.size(), MAX_SCOPE);
    if (named == null || named.isEmpty()) {
      throw body.invalid("scopes", "must hold one at least of " + String.join(", ", SCOPES));
    }
    for (String name : named) {
      if (!SCOPES.contains(name)) {
        throw Problem.about(
            ProblemKind.UNACCEPTABLE,
            "scopes",
            "holds \"" + name + "\", which is none of " + String.join(", ", SCOPES));
      }
    }
    return named.stream().map(Scope::of).collect(Collectors.toSet());
  }

  private @Nullable Instant expiresAt(JsonMembers body) {
    Instant expiresAt = body.optionalInstant("expiresAt");
    Instant now = clock.instant();
    if (expiresAt != null
        && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE)))) {
      throw Problem.about(
          ProblemKind.UNACCEPTABLE,
          "expiresAt",
          "must be in the future and within 100 years, not " + expiresAt);
    }
    return expiresAt;
  }

  private static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "The application has no API key of this id.");
  }
}
