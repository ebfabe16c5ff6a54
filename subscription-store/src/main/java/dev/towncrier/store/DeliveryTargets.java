package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.REMOVED_SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.Recipient;
import dev.towncrier.crypto.sealing.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Subscriptions as deliveries load them. */
public final class DeliveryTargets {
  private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

  private static final FixedSql LOAD =
      new FixedSql(
          DSL.select(
                  SUBSCRIPTION.ID,
                  SUBSCRIPTION.PUSH_SERVICE,
                  SUBSCRIPTION.P256DH,
                  SUBSCRIPTION.SEALED_TARGET,
                  SUBSCRIPTION.VAPID_KEY_ID,
                  SUBSCRIPTION.VERSION,
                  SUBSCRIPTION.ACCEPTED,
                  DSL.field(
                      "{0} and coalesce({1} > {2} - {3}, false)",
                      Boolean.class,
                      SUBSCRIPTION.ACCEPTED,
                      SUBSCRIPTION.LAST_ACCEPTED_ON,
                      Days.TODAY,
                      DSL.inline(SubscriptionMarks.ACCEPTED_AGAIN_DAYS)),
                  SUBSCRIPTION.SUSPECT_SINCE.isNotNull(),
                  SUBSCRIPTION.KEY_MISMATCH_SINCE.isNotNull(),
                  DSL.field(DSL.not(AudienceReader.isAhead(SUBSCRIPTION.EXPIRES_AT))),
                  SUBSCRIPTION.USER_ID)
              .from(SUBSCRIPTION)
              .where(SUBSCRIPTION.ID.eq(DSL.any(FixedSql.places(SUBSCRIPTION.ID)))));

  private static final FixedSql RECIPIENTS =
      new FixedSql(
          DSL.select(
                  SUBSCRIPTION.ID,
                  SUBSCRIPTION.LOCALE,
                  DSL.field(
                      "(select json_object_agg(key, value) from jsonb_each_text({0})"
                          + " where key = any({1}))",
                      String.class, SUBSCRIPTION.TAGS, DSL.val(new String[0])))
              .from(SUBSCRIPTION)
              .where(SUBSCRIPTION.ID.eq(DSL.any(FixedSql.places(SUBSCRIPTION.ID)))));

  private final DSLContext dsl;
  private final Sealer sealer;

  /** Reads through {@code dataSource}. */
  public DeliveryTargets(DataSource dataSource, Sealer sealer) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
  }

  /** What is stored under {@code ids} now, in one query; ids that are missing are left out. */
  public Map<UUID, DeliveryTarget> load(Collection<UUID> ids) {
    Map<UUID, DeliveryTarget> targets = HashMap.newHashMap(ids.size());
    LOAD.fetch(dsl, this::target, (Object) ids.toArray(UUID[]::new))
        .forEach(target -> targets.put(target.id(), target));
    return targets;
  }

  private DeliveryTarget target(ResultSet row) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    return new DeliveryTarget(
        id,
        new SealedTarget(id, row.getString(2), row.getBytes(3), row.getBytes(4), sealer),
        row.getObject(5, UUID.class),
        row.getInt(6),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getBoolean(10),
        row.getBoolean(11),
        row.getString(12));
  }

  /**
   * What texts say of the subscriptions stored under {@code ids} now, in one query; ids that are
   * missing are left out.
   *
   * @param tagNames the tags to load of those that they have
   */
  public Map<UUID, Recipient> recipients(Collection<UUID> ids, Collection<String> tagNames) {
    Map<UUID, Recipient> recipients = HashMap.newHashMap(ids.size());
    RECIPIENTS
        .fetch(
            dsl,
            row ->
                Map.entry(
                    row.getObject(1, UUID.class),
                    new Recipient(row.getString(2), tags(row.getString(3)))),
            tagNames.toArray(String[]::new),
            ids.toArray(UUID[]::new))
        .forEach(each -> recipients.put(each.getKey(), each.getValue()));
    return recipients;
  }

  /** The topics of the subscriptions stored under {@code ids} now; ids that are missing are out. */
  public Map<UUID, Set<String>> topics(Collection<UUID> ids) {
    return dsl.select(SUBSCRIPTION.ID, SUBSCRIPTION.TOPICS)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(new UUID[0]))))
        .fetchMap(SUBSCRIPTION.ID, row -> Set.copyOf(Arrays.asList(row.get(SUBSCRIPTION.TOPICS))));
  }

  private static Map<String, String> tags(@Nullable String json) {
    return json == null ? Map.of() : Json.MAPPER.readValue(json, TAGS);
  }

  /** Those of {@code ids} that were removed without their visitors' word, as gone. */
  public Set<UUID> gone(Collection<UUID> ids) {
    return new HashSet<>(
        dsl.select(REMOVED_SUBSCRIPTION.ID)
            .from(REMOVED_SUBSCRIPTION)
            .where(REMOVED_SUBSCRIPTION.ID.eq(DSL.any(ids.toArray(new UUID[0]))))
            .fetch(REMOVED_SUBSCRIPTION.ID));
  }
}
