package dev.towncrier.api.subscriptions;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.users.UserTokens;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Browser;
import dev.towncrier.store.Endpoint;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.EndpointRefused;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.VapidKeyRetired;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.NumericNode;

/** Reads {@code PushSubscription.toJSON()} (W3C Push API) and what our library sends with it. */
@Component
class BrowserSubscriptionReader {
  private static final String CONTENT_ENCODING = "aes128gcm"; // RFC 8188, the only one we speak
  private static final int MAX_ENCODINGS = 16;
  private static final int MAX_KEY_TEXT = 256;
  private static final int MAX_BODY_TEXT = 8_192;
  private static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

  private final Applications applications;
  private final EndpointPolicy policy;
  private final UserTokens userTokens;
  private final InstantSource clock;

  BrowserSubscriptionReader(
      Applications applications,
      EndpointPolicy policy,
      UserTokens userTokens,
      InstantSource clock) {
    this.applications = applications;
    this.policy = policy;
    this.userTokens = userTokens;
    this.clock = clock;
  }

  /**
   * The subscription in {@code body}.
   *
   * @param userAgent the header that tells which browser it is; null if there is none
   * @throws dev.towncrier.contract.InvalidJson if a member is missing or of the wrong type or size
   * @throws Problem 422 if a value can't be accepted
   */
  BrowserSubscription read(JsonMembers body, @Nullable String userAgent, Application application) {
    JsonMembers subscription = body.object("subscription");
    Endpoint endpoint = endpoint(subscription);
    JsonMembers keys = subscription.object("keys");
    P256PublicKey userAgentKey =
        key(keys, "p256dh", "subscription.keys.p256dh", P256PublicKey::decode);
    AuthSecret authSecret = key(keys, "auth", "subscription.keys.auth", AuthSecret::decode);
    checkEncodings(body);
    SubscriptionDetails details =
        VisitorDetails.read(body, application)
            .tiedTo(userTokens.optionalUser(body, application))
            .of(Browser.of(userAgent));
    return new BrowserSubscription(
        new PushTarget(endpoint, userAgentKey, authSecret, expiresAt(subscription)),
        vapidKeyId(body, application),
        details);
  }

  /** The {@code expirationTime}: milliseconds since 1970, or null (W3C Push API). */
  private @Nullable Instant expiresAt(JsonMembers subscription) {
    NumericNode time = subscription.optionalNumber("expirationTime");
    if (time == null) {
      return null;
    }
    double millis = time.doubleValue(); // browsers may give parts of one
    if (millis < 0 || millis > LATEST_EXPIRY.toEpochMilli()) {
      throw subscription.invalid(
          "expirationTime", "must be milliseconds since 1970, before the year 10000");
    }
    Instant expiresAt = Instant.ofEpochMilli((long) millis);
    if (!expiresAt.isAfter(clock.instant())) {
      throw Problem.about(
          ProblemKind.UNACCEPTABLE,
          "subscription.expirationTime",
          "is past, in milliseconds since 1970; subscribe anew in the browser");
    }
    return expiresAt;
  }

  private Endpoint endpoint(JsonMembers subscription) {
    try {
      return policy.check(subscription.text("endpoint", 1, MAX_BODY_TEXT));
    } catch (EndpointRefused e) {
      throw Problem.about(
          ProblemKind.UNACCEPTABLE,
          "subscription.endpoint",
          Objects.requireNonNullElse(e.getMessage(), "is not allowed"));
    }
  }

  private UUID vapidKeyId(JsonMembers body, Application application) {
    String member = "applicationServerKey";
    if (!body.has(member)
        || body.text(member, 1, MAX_KEY_TEXT).equals(application.applicationServerKey())) {
      return application.currentKeyId();
    }
    return applications
        .findKey(application.id(), key(body, member, member, P256PublicKey::decode))
        .orElseThrow(() ->
            Problem.about(
                ProblemKind.UNACCEPTABLE,
                member,
                "is no key of this application, or a retired one"));
  }

  /** The key that the browser was subscribed with has retired since it was looked up. */
  static Problem retired(VapidKeyRetired retired) {
    return Problem.about(
        ProblemKind.UNACCEPTABLE, "applicationServerKey", "can't be used. " + retired.getMessage());
  }

  private static <T> T key(
      JsonMembers members, String name, String path, Function<String, T> decode) {
    String text = members.text(name, 1, MAX_KEY_TEXT);
    try {
      return decode.apply(text);
    } catch (IllegalArgumentException e) {
      throw Problem.about(ProblemKind.UNACCEPTABLE, path, "can't be used. " + e.getMessage() + ".");
    }
  }

  private static void checkEncodings(JsonMembers body) {
    List<String> encodings = body.optionalTexts("contentEncodings", MAX_ENCODINGS, MAX_KEY_TEXT);
    if (encodings != null && !encodings.contains(CONTENT_ENCODING)) {
      throw Problem.about(
          ProblemKind.UNACCEPTABLE, "contentEncodings", "must hold " + CONTENT_ENCODING);
    }
  }
}
