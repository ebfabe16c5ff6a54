package dev.towncrier.simulator.push;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.http.Body;
import dev.towncrier.simulator.http.Fault;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.ledger.PushReceived;
import dev.towncrier.simulator.message.Decryption;
import dev.towncrier.simulator.message.MessageDecryptor;
import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.subscription.Channel;
import dev.towncrier.simulator.subscription.Subscription;
import dev.towncrier.simulator.subscription.Subscriptions;
import dev.towncrier.simulator.useragent.Acknowledgement;
import dev.towncrier.simulator.useragent.PushMessage;
import dev.towncrier.simulator.useragent.UserAgents;
import dev.towncrier.simulator.vapid.VapidVerdict;
import dev.towncrier.simulator.vapid.VapidVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receives push messages (RFC 8030 section 5). Thread-safe. */
final class PushResource {
  /** The longest time in seconds that a message is kept: 28 days. */
  private static final long LONGEST_TTL = Duration.ofDays(28).toSeconds();

  private final Subscriptions subscriptions;
  private final VapidVerifier vapid;
  private final Scripts scripts;
  private final Ledger ledger;
  private final UserAgents userAgents;
  private final InstantSource clock;

  PushResource(
      Subscriptions subscriptions,
      Scripts scripts,
      Ledger ledger,
      UserAgents userAgents,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.scripts = scripts;
    this.ledger = ledger;
    this.userAgents = userAgents;
    this.clock = clock;
    vapid = new VapidVerifier(clock);
  }

  /** Judges a request, records it, hands the message on if it is accepted, and says the answer. */
  Answer receive(PushRequest request) {
    Instant now = clock.instant();
    Subscription subscription = subscriptions.find(request.token()).orElse(null);
    VapidVerdict verdict = verify(request, subscription);
    Optional<Refusal> refusal = PushRules.judge(request, subscription, verdict);
    String id = UUID.randomUUID().toString();
    Answer answer = answer(request, refusal, scripts.next(request.token(), request.host()), id);
    PushReceived received =
        record(request, subscription, verdict, answer, now, refusal.map(Refusal::word));
    long seq = ledger.record(received);
    if (received.accepted() && subscription != null && subscription.channel() != null) {
      PushMessage message = message(request, subscription.channel(), id, now);
      userAgents.deliver(message, acknowledgement -> acknowledged(seq, acknowledgement));
    }
    return answer;
  }

  private VapidVerdict verify(PushRequest request, @Nullable Subscription subscription) {
    if (subscription == null) {
      return vapid.verify(request.authorization(), origin(request.endpoint()), null);
    }
    return vapid.verify(
        request.authorization(), subscription.origin(), subscription.applicationServerKey());
  }

  private static Answer answer(
      PushRequest request,
      Optional<Refusal> refusal,
      @Nullable ScriptedAnswer scripted,
      String id) {
    if (scripted != null && !scripted.accepts()) return answer(scripted, Map.of());
    if (refusal.isPresent()) return refusal.get().answer();
    Map<String, String> headers =
        Map.of(
            "Location",
            origin(request.endpoint()) + "/message/" + id,
            "TTL",
            Long.toString(ttl(request)));
    return scripted == null ? Answer.of(201, headers, null) : answer(scripted, headers);
  }

  private static Answer answer(ScriptedAnswer scripted, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.putAll(scripted.headers());
    return new Answer(
        scripted.status(),
        all,
        scripted.body(),
        Duration.ofMillis(scripted.delayMillis()),
        scripted.fault());
  }

  private static PushReceived record(
      PushRequest request,
      @Nullable Subscription subscription,
      VapidVerdict verdict,
      Answer answer,
      Instant now,
      Optional<String> refusal) {
    Decryption decryption = decrypt(subscription, request.body());
    Boolean decrypted = decryption == null ? null : decryption instanceof Decryption.Decrypted;
    String plaintext = decryption instanceof Decryption.Decrypted(String text) ? text : null;
    String failure = decryption instanceof Decryption.Undecryptable(String reason) ? reason : null;
    return new PushReceived(
        now,
        request.token(),
        subscription == null ? request.endpoint() : subscription.endpoint(),
        answer.status(),
        request.headers(),
        verdict.word(),
        decrypted,
        plaintext,
        failure != null ? failure : refusal.orElse(word(answer.fault())),
        request.body().length(),
        request.protocol());
  }

  private static @Nullable String word(@Nullable Fault fault) {
    return fault == null ? null : fault.word();
  }

  private static @Nullable Decryption decrypt(@Nullable Subscription subscription, Body body) {
    if (subscription == null || subscription.keys() == null) return null;
    if (body.isEmpty() || body.isTooLong()) return null;
    return MessageDecryptor.decrypt(subscription.keys(), body.bytes());
  }

  private static PushMessage message(
      PushRequest request, Channel channel, String version, Instant now) {
    Body body = request.body();
    return new PushMessage(
        version,
        channel,
        body.isEmpty() ? null : Base64Url.encode(body.bytes()),
        request.headers().topic(),
        now.plusSeconds(ttl(request)));
  }

  private void acknowledged(long seq, Acknowledgement acknowledgement) {
    switch (acknowledgement) {
      case DELIVERED -> ledger.acknowledge(seq, true, null);
      case UNDECRYPTABLE -> ledger.acknowledge(seq, false, "the browser could not decrypt it");
      case NOT_DELIVERED -> ledger.acknowledge(seq, true, "the browser did not deliver it");
    }
  }

  // Asked for accepted requests only, whose TTL is a number.
  private static long ttl(PushRequest request) {
    return Math.min(Long.parseLong(String.valueOf(request.headers().ttl())), LONGEST_TTL);
  }

  private static String origin(String url) {
    var uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
