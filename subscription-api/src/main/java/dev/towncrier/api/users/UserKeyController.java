package dev.towncrier.api.users;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.input.PathId;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.UserKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@RequestMapping("/v1/applications/{application}/user-keys")
@ForServices
@Tag(name = "Operators")
class UserKeyController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;
  // With the key of RFC 8037, appendix A.2.
  private static final String EXAMPLE =
      """
      {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
       "kid": "shop-1"}\
      """;

  private final UserKeys keys;

  UserKeyController(UserKeys keys) {
    this.keys = keys;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Adds a key that userTokens are verified with, given as a JWK")
  UserKeyView add(
      Application application,
      @JsonBody(maxBytes = MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    Jwk jwk = Jwk.read(body);
    return keys.add(application.id(), jwk.kid(), jwk.key())
        .map(UserKeyView::of)
        .orElseThrow(UserKeyController::tooMany);
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "The application's user keys, of secret ones only what names them")
  UserKeyList list(Application application) {
    return UserKeyList.of(keys.of(application.id()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Removes a user key, with which no token is verified from then on")
  void remove(Application application, @PathVariable String id) {
    if (!keys.remove(application.id(), PathId.uuid(id, UserKeyController::unknown))) {
      throw unknown();
    }
  }

  private static Problem tooMany() {
    return Problem.of(
        ProblemKind.UNACCEPTABLE,
        "The application has " + UserKeys.MOST + " user keys already; remove one first.");
  }

  private static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "The application has no user key of this id.");
  }
}
