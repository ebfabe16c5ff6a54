package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.NotificationRequested;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.PushServiceOrigin;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.TestInfrastructure;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/** A fresh database and everything that reads and writes it; tests share it by applications. */
final class TestStore {
  static final String PUSH_SERVICE = "https://push.example";
  static final InstantSource CLOCK = Clock.systemUTC();
  static final SubscriptionDetails NO_DETAILS = new SubscriptionDetails(null, null, null, null);
  private static final AuthSecret SECRET = AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg");
  private static final AuthSecret OTHER_SECRET = AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgw");
  private static final P256KeyPair BROWSER = P256.bouncyCastle().generateKeyPair();

  private final AtomicInteger sequence = new AtomicInteger();
  final DataSource dataSource = TestInfrastructure.freshDatabase().dataSource();
  final DSLContext sql = StoreConfiguration.dsl(dataSource);
  final KeyEncryptionKey key = KeyEncryptionKey.random();
  final Sealer sealer = new Sealer(KeyEncryptionKeys.of(key));
  final Applications applications = new Applications(dataSource, sealer);
  final ApplicationTopics topics = new ApplicationTopics(dataSource);
  final VapidKeys vapidKeys = new VapidKeys(dataSource, sealer);
  final ApiKeys apiKeys = new ApiKeys(dataSource, CLOCK);
  final UserKeys userKeys = new UserKeys(dataSource, sealer, CLOCK);
  final Erasures erasures = new Erasures(dataSource, CLOCK);
  final Subscriptions subscriptions = new Subscriptions(dataSource, sealer, CLOCK);
  final SubscriptionAdditions additions = new SubscriptionAdditions(subscriptions);
  final DeliveryTargets targets = new DeliveryTargets(dataSource, sealer);
  final SubscriptionMarks marks = new SubscriptionMarks(dataSource, CLOCK);
  final AudienceReader audiences = new AudienceReader(dataSource);
  final Notifications notifications = new Notifications(dataSource);
  final Fanouts fanouts = new Fanouts(dataSource);
  final FanoutRanges ranges = new FanoutRanges(dataSource);
  final NotificationControl control = new NotificationControl(dataSource);
  final Schedule schedule = new Schedule(dataSource);
  final OutcomeCounts counts = new OutcomeCounts(dataSource);
  final ConsumedOffsets offsets = new ConsumedOffsets(dataSource);
  final DeadLetters deadLetters = new DeadLetters(dataSource);
  final Replays replays = new Replays(dataSource, CLOCK);

  TestStore() {
    Schema.migrate(dataSource);
  }

  /** Makes an application of its own for a test. */
  Application application() {
    NewApplication application = newApplication("app-" + sequence.incrementAndGet());
    applications.create(application, P256.bouncyCastle().generateKeyPair());
    return applications.find(application.id()).orElseThrow();
  }

  static NewApplication newApplication(String id) {
    return new NewApplication(
        id,
        "Demo",
        List.of("https://shop.example", "http://localhost:*"),
        List.of(new Application.Topic("news", "News"), new Application.Topic("art", "Art")),
        new VapidSubject("mailto:ops@shop.example"),
        "https://shop.example/");
  }

  SubscribeResult.Stored subscribe(Application application, String path, String... topics) {
    return subscribe(application, path, new SubscriptionDetails(List.of(topics), null, null, null));
  }

  SubscribeResult.Stored subscribe(
      Application application, String path, SubscriptionDetails details) {
    return (SubscribeResult.Stored)
        subscriptions.subscribe(
            application.id(), target(path), application.currentKeyId(), details);
  }

  /** Sets one mark, for the version that is stored now; how many rows were changed. */
  int mark(UUID id, SubscriptionMarks.Kind kind) {
    return mark(load(id), kind);
  }

  /** Sets one mark, for the version that was read. */
  int mark(DeliveryTarget read, SubscriptionMarks.Kind kind) {
    return marks.apply(List.of(new SubscriptionMarks.Mark(read.id(), read.version(), kind)));
  }

  /** Ties a subscription to a user. */
  void tie(UUID subscription, String user) {
    sql.update(SUBSCRIPTION)
        .set(SUBSCRIPTION.USER_ID, user)
        .where(SUBSCRIPTION.ID.eq(subscription))
        .execute();
  }

  DeliveryTarget load(UUID id) {
    return targets.load(List.of(id)).get(id);
  }

  /** Where the subscription is reached, read and opened. */
  PushTarget opened(UUID id) {
    return load(id).target().open();
  }

  Notification claim(Application application, String id, String audience) {
    return ((Claim.Granted) notifications.claim(event(application, id, audience, 60), null))
        .notification();
  }

  /**
   * Who is in the notification's audience, in the order of ids; read as a small audience and as a
   * large one, in slices of {@code slice}, which have to agree.
   */
  List<AudienceMember> members(Notification notification, int slice) {
    List<AudienceMember> inRanges = new ArrayList<>();
    for (KeyRange range : ranges.split(notification.application(), 3, 1)) {
      RangeSlice read = new RangeSlice(List.of(), range.after(), false);
      long left = ranges.left(notification, range);
      while (!read.last()) {
        KeyRange rest = new KeyRange(range.pushService(), read.after(), range.upTo());
        assertThat(ranges.left(notification, rest)).isEqualTo(left);
        read = ranges.slice(notification, rest, slice, slice);
        left -= read.members().size();
        inRanges.addAll(read.members());
      }
      assertThat(left).isZero();
    }
    assertThat(audiences.small(notification, 1_000).orElseThrow())
        .containsExactlyInAnyOrderElementsOf(inRanges);
    assertThat(ranges.size(notification)).isEqualTo(inRanges.size());
    inRanges.sort(Comparator.comparing(member -> member.subscriptionId().toString()));
    return inRanges;
  }

  List<UUID> memberIds(Notification notification) {
    return members(notification, 3).stream().map(AudienceMember::subscriptionId).toList();
  }

  static PushTarget target(String path) {
    return target(path, SECRET);
  }

  static PushTarget targetWithOtherSecret(String path) {
    return target(path, OTHER_SECRET);
  }

  private static PushTarget target(String path, AuthSecret secret) {
    return new PushTarget(
        new Endpoint(PushServiceOrigin.recall(PUSH_SERVICE), "/" + path),
        BROWSER.publicKey(),
        secret);
  }

  static NotificationRequested event(Application application, String id, String audience, int ttl) {
    String json =
        """
        {"id": "%s", "application": "%s", "audience": %s, "ttl": %d,
         "notification": {"title": "Hello"}}
        """
            .formatted(id, application.id(), audience, ttl);
    return NotificationRequested.parse(json.getBytes(UTF_8));
  }

  /** Runs {@code count} tasks that all start together. */
  static <T> List<T> atOnce(int count, IntFunction<Callable<T>> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<T> each = task.apply(i);
        running.add(
            threads.submit(() -> {
              start.await();
              return each.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
