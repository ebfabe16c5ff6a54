package dev.towncrier.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.contract.RetryTier;
import dev.towncrier.contract.Topics;
import dev.towncrier.contract.Traceparent;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import dev.towncrier.store.AccessToken;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Browser;
import dev.towncrier.store.DeadLetter;
import dev.towncrier.store.DeadLetterFilter;
import dev.towncrier.store.DeadLetters;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.Erasures;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.NotificationProgress;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.Precondition;
import dev.towncrier.store.PushServiceReader;
import dev.towncrier.store.PushServiceState;
import dev.towncrier.store.PushServiceStates;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.Replay;
import dev.towncrier.store.Replays;
import dev.towncrier.store.Schema;
import dev.towncrier.store.SubscribeResult;
import dev.towncrier.store.SubscriptionDetails;
import dev.towncrier.store.Subscriptions;
import dev.towncrier.store.VisitorAccess;
import dev.towncrier.worker.delivery.DeliveryLoop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Postgres, Kafka and a push service around workers that a test starts and stops. */
final class WorkerSystem implements AutoCloseable {
  static final String APPLICATION = "shop";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A subscription on both sides. */
  record Subscriber(UUID id, PushSubscription push) {}

  final SteppedClock clock = new SteppedClock();
  final Topics topics = new Topics(TestInfrastructure.freshTopicPrefix());
  final Simulator pushService;
  final Notifications notifications;
  final NotificationControl control;
  private final DeadLetters deadLetters;
  private final Replays replays;
  private final KeyEncryptionKey key = KeyEncryptionKey.random();
  private final Database database = TestInfrastructure.freshDatabase();
  private final HikariDataSource dataSource = new HikariDataSource();
  private final Map<UUID, AccessToken> tokens = new HashMap<>();
  private final Applications applications;
  private final Subscriptions subscriptions;
  private final Application application;
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", TestInfrastructure.kafka()),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  WorkerSystem(Path folder) {
    pushService = Simulator.start(SimulatorOptions.in(folder).by(clock));
    dataSource.setJdbcUrl(database.jdbcUrl());
    dataSource.setUsername(database.user());
    dataSource.setPassword(database.password());
    dataSource.setMaximumPoolSize(2);
    Schema.migrate(dataSource);
    Sealer sealer = new Sealer(KeyEncryptionKeys.of(key));
    applications = new Applications(dataSource, sealer);
    application = createApplication(APPLICATION);
    subscriptions = new Subscriptions(dataSource, sealer, clock);
    notifications = new Notifications(dataSource);
    control = new NotificationControl(dataSource);
    deadLetters = new DeadLetters(dataSource);
    replays = new Replays(dataSource, clock);
  }

  /** Makes an application, without a topic of its own. */
  Application createApplication(String id) {
    applications.create(
        new NewApplication(
            id,
            "Shop",
            List.of("https://shop.example"),
            List.of(new Application.Topic("news", "News"), new Application.Topic("sport", "Sport")),
            new VapidSubject("mailto:push@shop.example"),
            "https://shop.example/"),
        P256.bouncyCastle().generateKeyPair());
    return applications.find(id).orElseThrow();
  }

  /** Starts a worker and waits until it has joined the others. */
  ConfigurableApplicationContext startWorker(String id, String... properties) {
    return startWorker(id, _ -> {}, properties);
  }

  /** Starts a worker whose beans are the test's in part. */
  ConfigurableApplicationContext startWorker(
      String id, Consumer<GenericApplicationContext> beans, String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "spring.datasource.url=" + database.jdbcUrl(),
                    "spring.datasource.username=" + database.user(),
                    "spring.datasource.password=" + database.password(),
                    "spring.kafka.bootstrap-servers=" + TestInfrastructure.kafka(),
                    "spring.main.banner-mode=off",
                    "towncrier.key-encryption.keys=" + key.text(),
                    "towncrier.worker-id=" + id,
                    "towncrier.topic-prefix=" + topics.prefix(),
                    "towncrier.topic-partitions=4",
                    "towncrier.push-service.allowed-origins="
                        + String.join(",", pushService.origins()),
                    "towncrier.push-service.ca=" + pushService.certificateAuthority()),
                Stream.of(properties))
            .map(property -> "--" + property)
            .toArray(String[]::new);
    ConfigurableApplicationContext worker =
        WorkerApplication.builder()
            .registerShutdownHook(false)
            .initializers((GenericApplicationContext context) -> {
              context.registerBean(
                  "steppedClock",
                  InstantSource.class,
                  () -> clock,
                  definition -> definition.setPrimary(true));
              beans.accept(context);
            })
            .run(all);
    workers.add(worker);
    try {
      if (!worker.getBean(DeliveryLoop.class).awaitAssignment(PATIENCE)) {
        throw new IllegalStateException("The worker did not join within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return worker;
  }

  List<Subscriber> subscribe(int count, String... topicIds) {
    return subscribe(SubscriptionOrder.of(count, application.applicationServerKey()), topicIds);
  }

  /** Subscribes a browser whose page noted this of it. */
  Subscriber subscribe(Map<String, Object> tags, String locale) {
    return subscribe(order(1), new SubscriptionDetails(null, tags, locale, null)).getFirst();
  }

  List<Subscriber> subscribe(SubscriptionOrder order, String... topicIds) {
    return subscribe(
        order, new SubscriptionDetails(List.of(topicIds), null, null, null).of(Browser.FIREFOX));
  }

  private List<Subscriber> subscribe(SubscriptionOrder order, SubscriptionDetails details) {
    return subscribe(application, order, details);
  }

  List<Subscriber> subscribe(
      Application application, SubscriptionOrder order, SubscriptionDetails details) {
    EndpointPolicy policy = new EndpointPolicy(pushService.origins());
    List<Subscriber> subscribers = new ArrayList<>();
    for (PushSubscription push : pushService.subscribe(order)) {
      PushTarget target =
          new PushTarget(
              policy.check(push.endpoint()),
              P256PublicKey.decode(push.keys().p256dh()),
              AuthSecret.decode(push.keys().auth()));
      SubscribeResult result =
          subscriptions.subscribe(application.id(), target, application.currentKeyId(), details);
      if (result instanceof SubscribeResult.Stored(var stored, var token, _)) {
        tokens.put(stored.id(), token);
        subscribers.add(new Subscriber(stored.id(), push));
      }
    }
    return subscribers;
  }

  /** How push services stand, as people see it. */
  List<PushServiceState> pushServices() {
    return new PushServiceReader(dataSource, clock).of(APPLICATION);
  }

  /** Notes something else of a subscription, as its page does. */
  void retag(Subscriber subscriber, Map<String, Object> tags, String locale) {
    subscriptions.update(
        APPLICATION,
        subscriber.id(),
        tokens.get(subscriber.id()),
        Precondition.NONE,
        new SubscriptionDetails(null, tags, locale, null));
  }

  /** Ties a subscription to a user, as its page does; null cuts the tie. */
  void tie(Subscriber subscriber, String user) {
    subscriptions.tie(APPLICATION, subscriber.id(), tokens.get(subscriber.id()), user);
  }

  /** Forgets a user. */
  void erase(String user) {
    new Erasures(dataSource, clock).erase(APPLICATION, user, null, null);
  }

  void unsubscribe(Subscriber subscriber) {
    subscriptions.unsubscribe(APPLICATION, subscriber.id(), tokens.get(subscriber.id()));
  }

  /** Writes one subscription's sealed target over another's, as somebody in the database could. */
  void copyTarget(Subscriber from, Subscriber to) {
    update(
        "update subscription set sealed_target ="
            + " (select sealed_target from subscription where id = ?) where id = ?",
        from.id(),
        to.id());
  }

  /** Sets a column of a subscription, as SQL has it, behind everyone's back. */
  void setColumn(Subscriber subscriber, String assignment) {
    update("update subscription set " + assignment + " where id = ?", subscriber.id());
  }

  private void update(String sql, UUID... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A column of a subscription, as text. */
  String column(Subscriber subscriber, String name) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select " + name + "::text from subscription where id = ?")) {
      select.setObject(1, subscriber.id());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves the store without the subscriptions' locales. */
  void takeLocalesAway() {
    execute("alter table subscription drop column locale");
  }

  /** Changes the database behind everyone's back. */
  void execute(String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  SubscriptionOrder order(int count) {
    return SubscriptionOrder.of(count, application.applicationServerKey());
  }

  /** Whether the store still has it. */
  boolean isStored(Subscriber subscriber) {
    return !(subscriptions.find(APPLICATION, subscriber.id(), tokens.get(subscriber.id()))
        instanceof VisitorAccess.NotFound);
  }

  /** Publishes an event of that id and audience. */
  void publish(String id, String audience) {
    publish(id, audience, "");
  }

  /** Publishes an event with further members, each led by a comma. */
  void publish(String id, String audience, String members) {
    send(new ProducerRecord<>(topics.notifications(), event(id, audience, members)));
  }

  private static byte[] event(String id, String audience, String members) {
    return """
    {"id": "%s", "application": "%s", "audience": %s, "notification": {"title": "Hello"}%s}\
    """
        .formatted(id, APPLICATION, audience, members)
        .getBytes(UTF_8);
  }

  void publishRaw(String topic, String json) {
    send(new ProducerRecord<>(topic, json.getBytes(UTF_8)));
  }

  /** Publishes as the producer's span. */
  void publish(String id, String audience, Traceparent span) {
    var record =
        new ProducerRecord<byte[], byte[]>(topics.notifications(), event(id, audience, ""));
    record.headers().add(Traceparent.HEADER, span.text().getBytes(UTF_8));
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the topic holds {@code count} committed records, and returns them all. */
  List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
    return awaitRecords(List.of(topic), count);
  }

  /** Waits until the retry topics hold {@code count} records together. */
  void awaitRetries(int count) {
    awaitRecords(Arrays.stream(RetryTier.values()).map(topics::retry).toList(), count);
  }

  private List<ConsumerRecord<byte[], byte[]>> awaitRecords(List<String> names, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestInfrastructure.kafka(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          names.stream()
              .flatMap(name -> consumer.partitionsFor(name).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return records.size() >= count;
          });
      consumer.poll(Duration.ofMillis(300)).forEach(records::add); // none too many
      return records;
    }
  }

  /** Waits for {@code count} outcomes and returns all. */
  List<DeliveryOutcome> awaitAllOutcomes(int count) {
    return awaitRecords(topics.outcomes(), count).stream()
        .map(record -> Json.MAPPER.readValue(record.value(), DeliveryOutcome.class))
        .toList();
  }

  /** Waits for {@code count} outcomes and returns all by subscription; fails on a second one. */
  Map<UUID, DeliveryOutcome> awaitOutcomes(int count) {
    return awaitAllOutcomes(count).stream()
        .collect(Collectors.toMap(DeliveryOutcome::subscriptionId, outcome -> outcome));
  }

  /** The dead letters that are listed now, newest first. */
  List<DeadLetter> deadLetters() {
    return deadLetters
        .page(new DeadLetterFilter(APPLICATION, null, null, null), null, 1_000)
        .letters();
  }

  /** Waits until {@code count} dead letters are listed and none is being replayed. */
  List<DeadLetter> awaitDeadLetters(int count) {
    return await()
        .atMost(PATIENCE)
        .until(
            this::deadLetters,
            listed -> listed.size() == count && listed.stream().noneMatch(DeadLetter::replaying));
  }

  /** Takes all dead letters back, as the API does; answers how many those are. */
  long replay(Integer perSecond) {
    Replay replay =
        replays.take(new DeadLetterFilter(APPLICATION, null, null, null), perSecond).orElseThrow();
    publishRaw(
        topics.replays(),
        Json.MAPPER.writeValueAsString(ReplayContinued.from(replay.id(), replay.perSecond())));
    return replay.size();
  }

  /** Waits until the store's counts say {@code count} of {@code outcome}. */
  void awaitCount(String notification, Outcome outcome, long count) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            notifications
                .progress(APPLICATION, notification)
                .filter(progress -> progress.counts().getOrDefault(outcome, 0L) == count)
                .isPresent());
  }

  /** How far the notification has come, once it is stored. */
  NotificationProgress awaitStored(String notification) {
    return await()
        .atMost(PATIENCE)
        .until(() -> notifications.progress(APPLICATION, notification), Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until every delivery of the notification has ended; how they did. */
  Map<Outcome, Long> awaitEnd(String notification) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> notifications.progress(APPLICATION, notification),
            found -> found.filter(NotificationProgress::ended).isPresent())
        .orElseThrow()
        .counts();
  }

  /** The records that stand committed on the topic now. */
  int count(String topic) {
    return awaitRecords(topic, 0).size();
  }

  /** Has nothing sent to a push service for so long. */
  void hold(String pushService, Duration duration) {
    var pair = new PushServiceStates.Pair(pushService, APPLICATION);
    new PushServiceStates(dataSource, clock)
        .exchange(
            List.of(),
            List.of(new PushServiceStates.Hold(pair, clock.instant().plus(duration))),
            List.of());
  }

  /** Waits until workers share {@code count} holds. */
  void awaitHolds(int count) {
    PushServiceStates states = new PushServiceStates(dataSource, clock);
    await()
        .atMost(PATIENCE)
        .until(() -> states.exchange(List.of(), List.of(), List.of()).holds().size() == count);
  }

  void stopWorkers() {
    workers.forEach(ConfigurableApplicationContext::close);
    workers.clear();
  }

  @Override
  public void close() {
    workers.forEach(ConfigurableApplicationContext::close);
    producer.close();
    pushService.close();
    dataSource.close();
  }
}
