package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.sink.EndpointPath;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.NewSubscription;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscriptionAddition;
import dev.towncrier.store.SubscriptionAdditions;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.Subscriptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** Stores subscriptions: real keys under a seal, of which each pair serves many of them. */
record Population(String application, UUID vapidKeyId, EndpointPolicy policy, List<String> topics) {

  private static final int KEY_PAIRS = 300;
  private static final int AT_ONCE = 500;

  /**
   * Stores some of each push service.
   *
   * @param origins the push services; endpoint {@code n} is on the one of {@code n} modulo their
   *     count
   * @param first number
   * @param threads that store at the same time
   */
  List<Subscriber> store(
      DataSource dataSource,
      Sealer sealer,
      InstantSource clock,
      List<String> origins,
      int first,
      int count,
      int threads)
      throws InterruptedException {
    SubscriptionAdditions subscriptions =
        new SubscriptionAdditions(new Subscriptions(dataSource, sealer, clock));
    P256 p256 = P256.bouncyCastle();
    List<P256PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < KEY_PAIRS; i++) {
      keys.add(p256.generateKeyPair().publicKey());
    }
    List<Subscriber> stored = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<List<Subscriber>>> futures = new ArrayList<>();
      for (int from = first; from < first + count; from += AT_ONCE) {
        int start = from;
        int end = Math.min(first + count, from + AT_ONCE);
        futures.add(executor.submit(() -> store(subscriptions, origins, keys, start, end)));
      }
      for (Future<List<Subscriber>> future : futures) {
        stored.addAll(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Subscriptions can't be stored", e.getCause());
    }
    return List.copyOf(stored);
  }

  private List<Subscriber> store(
      SubscriptionAdditions subscriptions,
      List<String> origins,
      List<P256PublicKey> keys,
      int from,
      int to) {
    List<NewSubscription> made = new ArrayList<>();
    for (int number = from; number < to; number++) {
      byte[] secret = new byte[AuthSecret.LENGTH];
      ThreadLocalRandom.current().nextBytes(secret); // it guards nothing
      made.add(
          new NewSubscription(
              new PushTarget(
                  policy.check(origin(origins, number) + EndpointPath.of(number)),
                  keys.get(number % KEY_PAIRS),
                  AuthSecret.decode(secret)),
              null,
              new SubscriptionDetails(topics, null, null, null)));
    }
    List<SubscriptionAddition> additions =
        subscriptions.add(application, vapidKeyId, made, made.size());
    List<Subscriber> stored = new ArrayList<>();
    for (int number = from; number < to; number++) {
      if (!(additions.get(number - from) instanceof SubscriptionAddition.Added(UUID id))) {
        throw new IllegalStateException("Not stored: " + additions.get(number - from));
      }
      stored.add(new Subscriber(number, id, origin(origins, number)));
    }
    return stored;
  }

  private static String origin(List<String> origins, int number) {
    return origins.get(number % origins.size());
  }
}
