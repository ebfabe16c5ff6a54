package dev.towncrier.api.vapidkeys;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.applications.ApplicationDirectory;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.input.PathId;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.KeyAddition;
import dev.towncrier.store.KeyRetirement;
import dev.towncrier.store.VapidKey;
import dev.towncrier.store.VapidKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/vapid-keys")
@ForServices
@Tag(name = "Operators")
class VapidKeyController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;
  private static final int MAX_TEXT = 64;
  private static final String ID = "id";
  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final String REMOVE = "remove";

  private final VapidKeys ring;
  private final KeyRetirement retirement;
  private final KeyPairs pairs;

  VapidKeyController(VapidKeys ring, KeyRetirement retirement, KeyPairs pairs) {
    this.ring = ring;
    this.retirement = retirement;
    this.pairs = pairs;
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "The application's VAPID keys, and how many subscriptions each one has")
  VapidKeyList list(Application application) {
    return VapidKeyList.of(ring.of(application.id()));
  }

  @PostMapping(produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes a spare VAPID key, which is not current yet")
  VapidKeyView make(Application application) {
    return view(application, stored(ring.add(application.id(), pairs.make())));
  }

  @PostMapping(path = "/import", consumes = JSON, produces = JSON)
  @Operation(summary = "Stores a VAPID key that was made elsewhere, which is not current yet")
  @ApiResponse(responseCode = "201", description = "New", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "200", description = "Known", useReturnTypeSchema = true)
  ResponseEntity<VapidKeyView> bringIn(
      Application application,
      @JsonBody(
              maxBytes = MAX_BYTES,
              secret = true,
              example = "{\"publicKey\": \"...\", \"privateKey\": \"...\"}")
          JsonMembers body) {
    KeyAddition addition = ring.add(application.id(), pairs.read(body));
    return ResponseEntity.status(
            addition instanceof KeyAddition.Added ? HttpStatus.CREATED : HttpStatus.OK)
        .body(view(application, stored(addition)));
  }

  @PostMapping(path = "/rotate", produces = JSON)
  @Operation(summary = "Makes a new VAPID key current, or the one that id names")
  VapidKeyView rotate(
      Application application,
      @JsonBody(
              maxBytes = MAX_BYTES,
              optional = true,
              example = "{\"id\": \"01a21037-2da9-7460-a2cd-9e29bbd302a1\"}")
          JsonMembers body) {
    String id = body.optionalText(ID, 1, MAX_TEXT);
    if (id == null) {
      return view(application, stored(ring.addAsCurrent(application.id(), pairs.make())));
    }
    UUID key = PathId.uuid(id, VapidKeyController::noSuchKey);
    return switch (ring.makeCurrent(application.id(), key)) {
      case null -> throw noSuchKey();
      case RETIRING, RETIRED ->
          throw Problem.about(ProblemKind.UNACCEPTABLE, ID, "is a key that was retired");
      case SPARE, FORMER, CURRENT -> view(application, key);
    };
  }

  @PostMapping(path = "/{id}/retire", produces = JSON)
  @Operation(summary = "Retires a VAPID key, whose private half is destroyed")
  VapidKeyView retire(
      Application application,
      @PathVariable String id,
      @JsonBody(maxBytes = MAX_BYTES, optional = true, example = "{\"subscriptions\": \"remove\"}")
          JsonMembers body) {
    boolean remove = body.optionalChoice(SUBSCRIPTIONS, List.of(REMOVE)) != null;
    UUID key = PathId.uuid(id, VapidKeyController::unknown);
    return switch (retirement.retire(application.id(), key, remove)) {
      case KeyRetirement.Result.Begun(VapidKey retired) -> VapidKeyView.of(retired);
      case KeyRetirement.Result.Unknown() -> throw unknown();
      case KeyRetirement.Result.Current() ->
          throw Problem.of(
              ProblemKind.KEY_IN_USE,
              "The key is the current one; make another one current first.");
      case KeyRetirement.Result.InUse(long subscriptions) ->
          throw Problem.of(
              ProblemKind.KEY_IN_USE,
              "The number of subscriptions that are bound to the key is "
                  + subscriptions
                  + "; wait until they have got another one, or ask to remove them.");
    };
  }

  private VapidKeyView view(Application application, UUID id) {
    return VapidKeyView.of(
        ring.find(application.id(), id).orElseThrow(VapidKeyController::unknown));
  }

  private static UUID stored(KeyAddition addition) {
    return switch (addition) {
      case KeyAddition.Added(UUID id) -> id;
      case KeyAddition.AlreadyThere(UUID id) -> id;
      case KeyAddition.UnknownApplication() -> throw ApplicationDirectory.unknown();
    };
  }

  private static Problem noSuchKey() {
    return Problem.about(ProblemKind.UNACCEPTABLE, ID, "is no key of this application");
  }

  private static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "The application has no VAPID key of this id.");
  }
}
