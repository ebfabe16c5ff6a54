package dev.towncrier.api.subscriptions;

import dev.towncrier.api.access.BearerToken;
import dev.towncrier.api.input.IfMatch;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.input.PathId;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.AccessToken;
import dev.towncrier.store.Application;
import dev.towncrier.store.SubscribeResult;
import dev.towncrier.store.Subscription;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.Subscriptions;
import dev.towncrier.store.VapidKeyRetired;
import dev.towncrier.store.VisitorAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(SubscriptionController.PATH)
@Tag(name = "Visitors")
class SubscriptionController {
  static final String PATH = "/v1/applications/{application}/subscriptions";

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8 * 1024;
  // With the keys of RFC 8291, section 5.
  private static final String BODY_EXAMPLE =
      """
      {"subscription": {"endpoint": "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
       "keys": {"p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}, "topics": ["news"]}\
      """;
  private static final String DETAILS_EXAMPLE =
      """
      {"topics": ["news"], "tags": {"plan": "pro"}, "locale": "en-GB", "timeZone": "Europe/London"}\
      """;

  private final Subscriptions subscriptions;
  private final BrowserSubscriptionReader reader;
  private final SubscriptionCap cap;

  SubscriptionController(
      Subscriptions subscriptions, BrowserSubscriptionReader reader, SubscriptionCap cap) {
    this.subscriptions = subscriptions;
    this.reader = reader;
    this.cap = cap;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @Operation(summary = "Subscribes a browser, or finds its subscription and renews the token")
  @ApiResponse(responseCode = "201", description = "New", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "200", description = "Known", useReturnTypeSchema = true)
  ResponseEntity<CreatedView> subscribe(
      Application application,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.USER_AGENT, required = false)
          @Nullable String userAgent,
      @JsonBody(maxBytes = MAX_BYTES, example = BODY_EXAMPLE) JsonMembers body) {
    BrowserSubscription browser = reader.read(body, userAgent, application);
    return switch (store(application.id(), browser)) {
      case SubscribeResult.Stored stored ->
          ResponseEntity.status(stored.created() ? HttpStatus.CREATED : HttpStatus.OK)
              .location(location(application, stored.subscription().id()))
              .body(CreatedView.of(stored));
      case SubscribeResult.OtherSecret _ -> throw endpointTaken();
      case SubscribeResult.UnknownTopic(String topic) -> throw VisitorDetails.unknownTopic(topic);
      case SubscribeResult.Unknown _ ->
          throw Problem.of(
              ProblemKind.APPLICATION_FULL,
              "The application has as many subscriptions as it may have.");
    };
  }

  private SubscribeResult store(String application, BrowserSubscription browser) {
    if (cap.isReached(application)) {
      return bound(() ->
          subscriptions.renew(
              application, browser.target(), browser.vapidKeyId(), browser.details()));
    }
    SubscribeResult result =
        bound(() ->
            subscriptions.subscribe(
                application, browser.target(), browser.vapidKeyId(), browser.details()));
    if (result instanceof SubscribeResult.Stored stored && stored.created()) {
      cap.added(application, 1);
    }
    return result;
  }

  @GetMapping(path = "/{id}", produces = JSON)
  @Operation(summary = "The subscription as it is")
  ResponseEntity<SubscriptionView> find(
      Application application, @PathVariable String id, BearerToken token) {
    return answer(subscriptions.find(application.id(), uuid(id), access(token)));
  }

  @PatchMapping(path = "/{id}", consumes = JSON, produces = JSON)
  @Operation(summary = "Changes topics, tags, locale or time zone")
  ResponseEntity<SubscriptionView> change(
      Application application,
      @PathVariable String id,
      BearerToken token,
      IfMatch condition,
      @JsonBody(maxBytes = MAX_BYTES, example = DETAILS_EXAMPLE) JsonMembers body) {
    SubscriptionDetails details = VisitorDetails.read(body, application);
    return answer(
        subscriptions.update(application.id(), uuid(id), access(token), condition, details));
  }

  @PutMapping(path = "/{id}", consumes = JSON, produces = JSON)
  @Operation(summary = "The browser replaced its subscription; id, token and topics stay")
  ResponseEntity<SubscriptionView> replace(
      Application application,
      @PathVariable String id,
      BearerToken token,
      IfMatch condition,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.USER_AGENT, required = false)
          @Nullable String userAgent,
      @JsonBody(maxBytes = MAX_BYTES, example = BODY_EXAMPLE) JsonMembers body) {
    BrowserSubscription browser = reader.read(body, userAgent, application);
    return answer(
        bound(() ->
            subscriptions.replace(
                application.id(),
                uuid(id),
                access(token),
                condition,
                browser.target(),
                browser.vapidKeyId(),
                browser.details())));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Unsubscribes")
  void unsubscribe(Application application, @PathVariable String id, BearerToken token) {
    granted(subscriptions.unsubscribe(application.id(), uuid(id), access(token)));
  }

  private static <T> T bound(Supplier<T> store) {
    try {
      return store.get();
    } catch (VapidKeyRetired e) {
      throw BrowserSubscriptionReader.retired(e);
    }
  }

  static ResponseEntity<SubscriptionView> answer(VisitorAccess access) {
    Subscription subscription = granted(access);
    return ResponseEntity.ok()
        .eTag("\"" + subscription.revision() + "\"")
        .body(SubscriptionView.of(subscription));
  }

  static Subscription granted(VisitorAccess access) {
    return switch (access) {
      case VisitorAccess.Granted granted -> granted.subscription();
      case VisitorAccess.NotFound _ -> throw unknown();
      case VisitorAccess.WrongToken _ ->
          throw Problem.of(ProblemKind.FORBIDDEN, "The token is not this subscription's.");
      case VisitorAccess.EndpointTaken _ -> throw endpointTaken();
      case VisitorAccess.Stale _ -> throw IfMatch.failed();
      case VisitorAccess.UnknownTopic(String topic) -> throw VisitorDetails.unknownTopic(topic);
    };
  }

  static UUID uuid(String id) {
    return PathId.uuid(id, SubscriptionController::unknown);
  }

  static AccessToken access(BearerToken token) {
    return new AccessToken(token.value());
  }

  private static URI location(Application application, UUID id) {
    return URI.create("/v1/applications/" + application.id() + "/subscriptions/" + id);
  }

  private static Problem unknown() {
    return Problem.of(
        ProblemKind.NOT_FOUND, "The application has no subscription of this id (any more).");
  }

  private static Problem endpointTaken() {
    return Problem.about(
        ProblemKind.ENDPOINT_TAKEN,
        "subscription.endpoint",
        "is known with another auth secret; subscribe anew in the browser");
  }
}
