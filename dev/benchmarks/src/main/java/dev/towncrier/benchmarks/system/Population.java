package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.sink.EndpointPath;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscribeResult;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.Subscriptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Stores subscriptions: real keys under a seal, of which each pair serves many of them. */
record Population(String application, UUID vapidKeyId, EndpointPolicy policy, List<String> topics) {

  private static final int KEY_PAIRS = 300;

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
    Subscriptions subscriptions = new Subscriptions(dataSource, sealer, clock);
    P256 p256 = P256.bouncyCastle();
    List<P256PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < KEY_PAIRS; i++) {
      keys.add(p256.generateKeyPair().publicKey());
    }
    SecureRandom random = new SecureRandom();
    List<Subscriber> stored = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<Subscriber>> futures = new ArrayList<>();
      for (int number = first; number < first + count; number++) {
        int own = number;
        byte[] secret = new byte[AuthSecret.LENGTH];
        random.nextBytes(secret);
        futures.add(
            executor.submit(() ->
                store(
                    subscriptions,
                    own,
                    origins.get(own % origins.size()),
                    keys.get(own % KEY_PAIRS),
                    AuthSecret.decode(secret))));
      }
      for (Future<Subscriber> future : futures) {
        stored.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A subscription can't be stored", e.getCause());
    }
    return List.copyOf(stored);
  }

  private Subscriber store(
      Subscriptions subscriptions,
      int number,
      String origin,
      P256PublicKey key,
      AuthSecret authSecret) {
    PushTarget target =
        new PushTarget(policy.check(origin + EndpointPath.of(number)), key, authSecret);
    SubscribeResult result =
        subscriptions.subscribe(
            application, target, vapidKeyId, new SubscriptionDetails(topics, null, null, null));
    if (result instanceof SubscribeResult.Stored(var subscription, _, _)) {
      return new Subscriber(number, subscription.id(), origin);
    }
    throw new IllegalStateException("Not stored: endpoint " + number);
  }
}
