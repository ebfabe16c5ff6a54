package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.TOPIC;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;

import dev.towncrier.crypto.RandomBytes;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.store.schema.tables.records.ApplicationRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Applications, their topics, and the keys that are signed with; {@link VapidKeys} has the ring.
 */
public final class Applications {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private static final int DELIVERY_SECRET_LENGTH = 32;

  private static final FixedSql BY_ID =
      new FixedSql(applications(APPLICATION.ID.eq(FixedSql.place(APPLICATION.ID))));

  private static final FixedSql ALL = new FixedSql(applications(DSL.noCondition()));

  private final DSLContext dsl;
  private final Sealer sealer;
  private final TopicRemovals removals;

  /** Reads and writes through {@code dataSource}. */
  public Applications(DataSource dataSource, Sealer sealer) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
    this.removals = new TopicRemovals(dataSource);
  }

  /**
   * Creates an application with a first VAPID key.
   *
   * @return false if one with that id exists; it is left as it is
   */
  public boolean create(NewApplication application, P256KeyPair vapidKey) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      byte[] secret = RandomBytes.of(DELIVERY_SECRET_LENGTH);
      int created =
          tx.insertInto(APPLICATION)
              .set(APPLICATION.ID, application.id())
              .set(APPLICATION.NAME, application.name())
              .set(APPLICATION.ALLOWED_ORIGINS, application.allowedOrigins().toArray(new String[0]))
              .set(APPLICATION.VAPID_SUBJECT, application.vapidSubject().value())
              .set(APPLICATION.NAVIGATE, application.navigate())
              .set(APPLICATION.RECEIPTS, application.receipts())
              .set(
                  APPLICATION.SEALED_DELIVERY_SECRET,
                  SealedColumn.DELIVERY_SECRET.seal(sealer, application.id(), secret))
              .onConflictDoNothing()
              .execute();
      if (created == 0) {
        return false;
      }
      int position = 0;
      for (Application.Topic topic : application.topics()) {
        ApplicationTopics.put(tx, application.id(), topic, position++);
      }
      VapidKeys.insert(tx, sealer, application.id(), vapidKey, VapidKey.State.CURRENT);
      return true;
    });
  }

  /** The ids of all applications. */
  public List<String> ids() {
    return dsl.select(APPLICATION.ID)
        .from(APPLICATION)
        .orderBy(APPLICATION.ID)
        .fetch(APPLICATION.ID);
  }

  /** All applications, in the order of their ids. */
  public List<Application> all() {
    return ALL.fetch(dsl, Applications::application);
  }

  /** The application of that id. */
  public Optional<Application> find(String id) {
    return find(dsl, id);
  }

  private static Optional<Application> find(DSLContext dsl, String id) {
    return BY_ID.fetch(dsl, Applications::application, id).stream().findFirst();
  }

  private static Query applications(Condition which) {
    return DSL.select(
            APPLICATION.ID,
            APPLICATION.NAME,
            APPLICATION.ALLOWED_ORIGINS,
            topics(TOPIC.ID),
            topics(TOPIC.NAME),
            APPLICATION.VAPID_SUBJECT,
            APPLICATION.NAVIGATE,
            APPLICATION.RECEIPTS,
            VAPID_KEY.ID,
            VAPID_KEY.PUBLIC_KEY,
            APPLICATION.VERSION)
        .from(APPLICATION)
        .join(VAPID_KEY)
        .on(VAPID_KEY.APPLICATION_ID.eq(APPLICATION.ID))
        .and(VAPID_KEY.STATE.eq(DSL.inline(VapidKey.State.CURRENT.text())))
        .where(which)
        .orderBy(APPLICATION.ID);
  }

  /** What all topics of an application have there, in their order. */
  private static Field<String[]> topics(Field<String> field) {
    return DSL.array(
        DSL.select(field)
            .from(TOPIC)
            .where(TOPIC.APPLICATION_ID.eq(APPLICATION.ID))
            .orderBy(TOPIC.POSITION, TOPIC.ID));
  }

  private static Application application(ResultSet row) throws SQLException {
    List<String> topicIds = FixedSql.texts(row, 4);
    List<String> topicNames = FixedSql.texts(row, 5);
    List<Application.Topic> topics = new ArrayList<>();
    for (int i = 0; i < topicIds.size(); i++) {
      topics.add(new Application.Topic(topicIds.get(i), topicNames.get(i)));
    }
    return new Application(
        row.getString(1),
        row.getString(2),
        FixedSql.texts(row, 3),
        topics,
        new VapidSubject(row.getString(6)),
        row.getString(7),
        row.getBoolean(8),
        row.getObject(9, UUID.class),
        BASE64URL.encodeToString(row.getBytes(10)),
        row.getInt(11));
  }

  /**
   * Changes an application that there is. Topics that it has no more are taken off all
   * subscriptions before this returns.
   *
   * @return it as it is now; empty, with nothing changed, if {@code condition} does not hold
   */
  public Optional<Application> change(String id, ApplicationChange change, Precondition condition) {
    while (true) {
      ChangeAttempt attempt = Collisions.retried(dsl, tx -> attempt(tx, id, change, condition));
      if (change.topics() != null) {
        removals.finish(id, TopicRemovals.unfinished(dsl, id));
      }
      if (attempt.ended()) {
        return Optional.ofNullable(attempt.application());
      }
    }
  }

  /**
   * What came of it.
   *
   * @param ended false if a topic can't be made before an earlier one of its id is off all
   *     subscriptions
   */
  private record ChangeAttempt(boolean ended, @Nullable Application application) {}

  private static ChangeAttempt attempt(
      DSLContext tx, String id, ApplicationChange change, Precondition condition) {
    ApplicationTopics.lock(tx, id);
    if (!condition.holds(find(tx, id).orElseThrow().revision())) {
      return new ChangeAttempt(true, null);
    }
    if (change.topics() != null && !ApplicationTopics.replace(tx, id, change.topics())) {
      return new ChangeAttempt(false, null);
    }
    ApplicationRecord row = new ApplicationRecord();
    if (change.name() != null) {
      row.setName(change.name());
    }
    if (change.allowedOrigins() != null) {
      row.setAllowedOrigins(change.allowedOrigins().toArray(new String[0]));
    }
    if (change.vapidSubject() != null) {
      row.setVapidSubject(change.vapidSubject().value());
    }
    if (change.navigate() != null) {
      row.setNavigate(change.navigate());
    }
    if (change.receipts() != null) {
      row.setReceipts(change.receipts());
    }
    tx.update(APPLICATION)
        .set(row)
        .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
        .where(APPLICATION.ID.eq(id))
        .execute();
    return new ChangeAttempt(true, find(tx, id).orElseThrow());
  }

  /** The application's key with that public half, if new subscriptions may be made with it. */
  public Optional<UUID> findKey(String application, P256PublicKey publicKey) {
    return dsl.select(VAPID_KEY.ID)
        .from(VAPID_KEY)
        .where(VAPID_KEY.APPLICATION_ID.eq(application))
        .and(VAPID_KEY.PUBLIC_KEY.eq(publicKey.encoded()))
        .and(VAPID_KEY.STATE.notIn(VapidKey.State.RETIRING.text(), VapidKey.State.RETIRED.text()))
        .fetchOptional(VAPID_KEY.ID);
  }

  /** The key pair of that id, to sign with; none if it is retired. */
  public Optional<SigningKey> signingKey(UUID keyId) {
    return dsl.select(VAPID_KEY.SEALED_PRIVATE_KEY, APPLICATION.VAPID_SUBJECT)
        .from(VAPID_KEY)
        .join(APPLICATION)
        .on(APPLICATION.ID.eq(VAPID_KEY.APPLICATION_ID))
        .where(VAPID_KEY.ID.eq(keyId))
        .and(VAPID_KEY.SEALED_PRIVATE_KEY.isNotNull())
        .fetchOptional(row ->
            new SigningKey(keyId, opened(keyId, row.value1()), new VapidSubject(row.value2())));
  }

  /** As whom the key's application is contacted; empty if there is no such key. */
  public Optional<VapidSubject> subject(UUID keyId) {
    return dsl.select(APPLICATION.VAPID_SUBJECT)
        .from(VAPID_KEY)
        .join(APPLICATION)
        .on(APPLICATION.ID.eq(VAPID_KEY.APPLICATION_ID))
        .where(VAPID_KEY.ID.eq(keyId))
        .fetchOptional(row -> new VapidSubject(row.value1()));
  }

  /** The key that the application's delivery ids are made with, 32 bytes. */
  public byte[] deliverySecret(String application) {
    byte[] sealed =
        dsl.select(APPLICATION.SEALED_DELIVERY_SECRET)
            .from(APPLICATION)
            .where(APPLICATION.ID.eq(application))
            .fetchSingle()
            .value1();
    return SealedColumn.DELIVERY_SECRET.open(sealer, application, sealed);
  }

  private P256PrivateKey opened(UUID keyId, byte[] sealed) {
    byte[] scalar = SealedColumn.PRIVATE_KEY.open(sealer, keyId, sealed);
    try {
      return P256PrivateKey.decode(scalar);
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
