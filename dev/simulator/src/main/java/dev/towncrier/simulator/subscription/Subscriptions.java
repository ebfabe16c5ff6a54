package dev.towncrier.simulator.subscription;

import dev.towncrier.simulator.journal.Journal;
import dev.towncrier.simulator.message.ReceiverKeys;
import dev.towncrier.simulator.p256.Base64Url;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Issues, finds and ends subscriptions. Thread-safe. */
public final class Subscriptions implements AutoCloseable {
  private static final int TOKEN_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Journal<Subscription> journal;
  private final ConcurrentHashMap<String, Subscription> byToken = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Channel, String> byChannel = new ConcurrentHashMap<>();

  /**
   * Takes up what an earlier run left.
   *
   * @param folder where to keep the subscriptions; null to keep them in memory
   */
  public Subscriptions(@Nullable Path folder) {
    journal =
        folder == null
            ? Journal.none()
            : Journal.open(
                folder.resolve("subscriptions.jsonl"),
                Subscription.class,
                Subscriptions::latestOfEach);
    journal.found().forEach(this::keep);
  }

  /** Makes synthetic subscriptions. */
  public List<PushSubscription> make(SubscriptionOrder order, Origins origins) {
    String origin = origins.at(order.scheme(), order.host());
    var made = new ArrayList<Subscription>(order.count());
    var shown = new ArrayList<PushSubscription>(order.count());
    for (ReceiverKeys keys : ReceiverKeys.make(order.count())) {
      ReceiverKeys held = order.decrypt() ? keys : null;
      var subscription = issue(origin, order.applicationServerKey(), held, null);
      made.add(subscription);
      shown.add(PushSubscription.of(subscription.endpoint(), keys));
    }
    store(made);
    return shown;
  }

  /**
   * Finds or makes the subscription of a browser's channel. A channel that was ended, or that comes
   * back with another key, gets a new one.
   *
   * @param origin of the endpoint
   * @param applicationServerKey in base64url, with or without padding; null if any may send
   * @throws IllegalArgumentException if the key is none
   */
  public synchronized Subscription register(
      Channel channel, String origin, @Nullable String applicationServerKey) {
    String key =
        applicationServerKey == null ? null : ApplicationServerKey.normalized(applicationServerKey);
    Optional<Subscription> known = find(channel).filter(found -> !found.ended());
    if (known.isPresent()) {
      if (Objects.equals(known.get().applicationServerKey(), key)) return known.get();
      end(known.get().token());
    }
    var subscription = issue(origin, key, null, channel);
    store(List.of(subscription));
    return subscription;
  }

  public Optional<Subscription> find(String token) {
    return Optional.ofNullable(byToken.get(token));
  }

  /** The newest subscription of a channel. */
  public Optional<Subscription> find(Channel channel) {
    return Optional.ofNullable(byChannel.get(channel)).flatMap(this::find);
  }

  /** Ends a subscription; its endpoint answers 410 from now on. False if there is none. */
  public boolean end(String token) {
    Subscription ended = byToken.computeIfPresent(token, (_, subscription) -> subscription.end());
    if (ended == null) return false;
    journal.append(List.of(ended));
    return true;
  }

  /** Ids of the browsers that have or had a subscription. */
  public Set<String> userAgents() {
    return byChannel.keySet().stream().map(Channel::userAgent).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    journal.close();
  }

  private static Subscription issue(
      String origin,
      @Nullable String applicationServerKey,
      @Nullable ReceiverKeys keys,
      @Nullable Channel channel) {
    byte[] random = new byte[TOKEN_LENGTH];
    RANDOM.nextBytes(random);
    String token = Base64Url.encode(random);
    return new Subscription(
        token, origin + "/push/" + token, applicationServerKey, keys, channel, false);
  }

  private void store(List<Subscription> subscriptions) {
    journal.append(subscriptions);
    subscriptions.forEach(this::keep);
  }

  private void keep(Subscription subscription) {
    byToken.put(subscription.token(), subscription);
    Channel channel = subscription.channel();
    if (channel != null) byChannel.put(channel, subscription.token());
  }

  private static List<Subscription> latestOfEach(List<Subscription> lines) {
    var latest = new LinkedHashMap<String, Subscription>();
    lines.forEach(line -> latest.put(line.token(), line));
    return List.copyOf(latest.values());
  }
}
