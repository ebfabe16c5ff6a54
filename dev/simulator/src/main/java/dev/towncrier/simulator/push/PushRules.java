package dev.towncrier.simulator.push;

import dev.towncrier.simulator.ledger.PushHeaders;
import dev.towncrier.simulator.subscription.Subscription;
import dev.towncrier.simulator.vapid.VapidVerdict;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What RFC 8030, RFC 8291 and RFC 8292 ask of a push request. */
final class PushRules {
  /** The longest body in bytes that is read (RFC 8030 section 7.2). */
  static final int LONGEST_BODY = 4096;

  private static final Pattern TTL = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Set<String> URGENCIES = Set.of("very-low", "low", "normal", "high");

  private PushRules() {}

  /** Judges a request; empty if it is good. */
  static Optional<Refusal> judge(
      PushRequest request, @Nullable Subscription subscription, VapidVerdict vapid) {
    return Optional.ofNullable(refusal(request, subscription, vapid));
  }

  private static @Nullable Refusal refusal(
      PushRequest request, @Nullable Subscription subscription, VapidVerdict vapid) {
    if (subscription == null) return Refusal.UNKNOWN_SUBSCRIPTION;
    if (subscription.ended()) return Refusal.ENDED_SUBSCRIPTION;
    return switch (vapid) {
      case VapidVerdict.Invalid _ -> Refusal.VAPID_INVALID;
      case VapidVerdict.KeyMismatch _ -> Refusal.KEY_MISMATCH;
      case VapidVerdict.Valid _, VapidVerdict.Absent _ -> refusal(request);
    };
  }

  private static @Nullable Refusal refusal(PushRequest request) {
    PushHeaders headers = request.headers();
    if (request.body().isTooLong()) return Refusal.TOO_LARGE;
    if (headers.ttl() == null) return Refusal.TTL_MISSING;
    if (!TTL.matcher(headers.ttl()).matches()) return Refusal.TTL_INVALID;
    if (headers.topic() != null && !TOPIC.matcher(headers.topic()).matches()) {
      return Refusal.TOPIC_INVALID;
    }
    if (headers.urgency() != null && !URGENCIES.contains(headers.urgency())) {
      return Refusal.URGENCY_INVALID;
    }
    if (!request.body().isEmpty() && !"aes128gcm".equals(headers.contentEncoding())) {
      return Refusal.BAD_ENCODING;
    }
    return null;
  }
}
