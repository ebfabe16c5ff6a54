package dev.towncrier.crypto.vapid;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VapidAuthorizationsTest {

  private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final CountingP256 p256 = new CountingP256();
  private final VapidIdentity identity = identity("mailto:push@example.com");
  private final VapidAuthorizations authorizations =
      new VapidAuthorizations(new VapidSigner(p256), now::get, 3);

  @Test
  void signsForTwelveHours() throws GeneralSecurityException {
    VapidAuthorization authorization = authorizations.authorization(origin("a"), identity);
    assertThat(authorization.expiry()).isEqualTo(START.plus(Duration.ofHours(12)));
    assertThat(JdkPushService.verifiedClaims(authorization.headerValue()))
        .contains("\"aud\":\"https://a.example\"");
  }

  @Test
  void reusesOneAuthorizationUntilItIsElevenHoursOld() {
    VapidAuthorization first = authorizations.authorization(origin("a"), identity);
    pass(Duration.ofHours(11).minusMillis(1));
    assertThat(authorizations.authorization(origin("a"), identity)).isSameAs(first);
    pass(Duration.ofMillis(1));
    VapidAuthorization second = authorizations.authorization(origin("a"), identity);
    assertThat(second.expiry()).isEqualTo(first.expiry().plus(Duration.ofHours(11)));
    assertThat(p256.signatures).hasValue(2);
  }

  @Test
  void neverHandsOutOneThatLooksTooFarFromExpiryWhenTheClockWasSetBack() {
    authorizations.authorization(origin("a"), identity);
    pass(Duration.ofHours(-13));
    assertThat(authorizations.authorization(origin("a"), identity).expiry())
        .isEqualTo(now.get().plus(Duration.ofHours(12)));
  }

  @Test
  void keepsPushServicesAndIdentitiesApart() {
    VapidIdentity other = identity("mailto:other@example.com");
    VapidIdentity renamed = new VapidIdentity(identity.keyPair(), other.subject());
    Set<String> values =
        Set.of(
            authorizations.authorization(origin("a"), identity).headerValue(),
            authorizations.authorization(origin("b"), identity).headerValue(),
            authorizations.authorization(origin("a"), other).headerValue(),
            authorizations.authorization(origin("a"), renamed).headerValue());
    assertThat(values).hasSize(4);
  }

  @Test
  void forgetsTheOneNotUsedForLongest() {
    for (String name : new String[] {"a", "b", "c", "a", "d"}) {
      authorizations.authorization(origin(name), identity);
      pass(Duration.ofSeconds(1));
    }
    assertThat(p256.signatures).hasValue(4);
    authorizations.authorization(origin("a"), identity);
    authorizations.authorization(origin("c"), identity);
    authorizations.authorization(origin("d"), identity);
    assertThat(p256.signatures).hasValue(4);
    authorizations.authorization(origin("b"), identity);
    assertThat(p256.signatures).hasValue(5);
  }

  @Test
  void signsOnceForManyThreads() {
    Set<String> values = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 200)
          .forEach(_ ->
              threads.execute(() ->
                  values.add(authorizations.authorization(origin("a"), identity).headerValue())));
    }
    assertThat(values).hasSize(1);
    assertThat(p256.signatures).hasValue(1);
  }

  @Test
  void servesOtherPushServicesWhileItSignsForOne() throws Exception {
    CountDownLatch signing = p256.holdNextSignature();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var held =
          CompletableFuture.supplyAsync(
              () -> authorizations.authorization(origin("a"), identity), threads);
      assertThat(signing.await(10, SECONDS)).isTrue();
      for (String name : new String[] {"b", "c", "d", "e"}) {
        assertThat(authorizations.authorization(origin(name), identity)).isNotNull();
      }
      assertThat(held).isNotDone();
      p256.release();
      assertThat(held.get(10, SECONDS)).isNotNull();
    }
  }

  @Test
  void handsOutTheOldOneWhileAnotherThreadRenewsIt() throws Exception {
    VapidAuthorization old = authorizations.authorization(origin("a"), identity);
    pass(Duration.ofHours(11));
    CountDownLatch signing = p256.holdNextSignature();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var renewed =
          CompletableFuture.supplyAsync(
              () -> authorizations.authorization(origin("a"), identity), threads);
      assertThat(signing.await(10, SECONDS)).isTrue();
      assertThat(authorizations.authorization(origin("a"), identity)).isSameAs(old);
      p256.release();
      assertThat(authorizations.authorization(origin("a"), identity).expiry())
          .isIn(old.expiry(), renewed.get(10, SECONDS).expiry());
      assertThat(authorizations.authorization(origin("a"), identity)).isSameAs(renewed.get());
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private VapidIdentity identity(String subject) {
    return new VapidIdentity(p256.generateKeyPair(), new VapidSubject(subject));
  }

  private static PushServiceOrigin origin(String name) {
    return PushServiceOrigin.of(URI.create("https://" + name + ".example/endpoint"));
  }

  /** Counts signatures, and holds one back when told to. */
  private static final class CountingP256 implements P256 {

    private final P256 real = P256.bouncyCastle();
    final AtomicInteger signatures = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile int heldSignature = -1;

    CountDownLatch holdNextSignature() {
      heldSignature = signatures.get() + 1;
      return entered;
    }

    void release() {
      released.countDown();
    }

    @Override
    public byte[] sign(P256PrivateKey privateKey, byte[] message) {
      if (signatures.incrementAndGet() == heldSignature) {
        entered.countDown();
        try {
          assertThat(released.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return real.sign(privateKey, message);
    }

    @Override
    public P256KeyPair generateKeyPair() {
      return real.generateKeyPair();
    }

    @Override
    public P256KeyPair keyPair(P256PrivateKey privateKey) {
      return real.keyPair(privateKey);
    }

    @Override
    public AgreedSecret agree(P256KeyPair own, P256PublicKey peer) {
      return real.agree(own, peer);
    }
  }
}
