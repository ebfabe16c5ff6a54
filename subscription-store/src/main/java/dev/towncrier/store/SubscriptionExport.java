package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;

import dev.towncrier.contract.Json;
import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import dev.towncrier.store.ExportPage.Place;
import dev.towncrier.store.schema.tables.records.SubscriptionRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads an application's subscriptions, secrets included, page by page. */
public final class SubscriptionExport {
  private final DSLContext dsl;
  private final Sealer sealer;

  /** Reads through {@code dataSource}. */
  public SubscriptionExport(DataSource dataSource, Sealer sealer) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.sealer = sealer;
  }

  /**
   * The next subscriptions. Whatever is there from the first page to the last is met once; what
   * comes or goes meanwhile may be met or not.
   *
   * @param after the {@code next} of the page before; null for the first one
   * @param limit rows of the page, at least 1
   * @throws UnknownKey if the key that one is sealed under was not given
   */
  public ExportPage page(String application, @Nullable Place after, int limit) {
    var rows =
        dsl.select(
                SUBSCRIPTION.ID,
                SUBSCRIPTION.PUSH_SERVICE,
                SUBSCRIPTION.SEALED_TARGET,
                SUBSCRIPTION.P256DH,
                SUBSCRIPTION.USER_ID,
                SUBSCRIPTION.TOPICS,
                SUBSCRIPTION.TAGS,
                SUBSCRIPTION.LOCALE,
                SUBSCRIPTION.TIME_ZONE,
                VAPID_KEY.PUBLIC_KEY)
            .from(SUBSCRIPTION)
            .join(VAPID_KEY)
            .on(VAPID_KEY.ID.eq(SUBSCRIPTION.VAPID_KEY_ID))
            .where(SUBSCRIPTION.APPLICATION_ID.eq(application))
            .and(
                after == null
                    ? DSL.noCondition()
                    : DSL.row(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
                        .gt(after.pushService(), after.id()))
            .orderBy(SUBSCRIPTION.PUSH_SERVICE, SUBSCRIPTION.ID)
            .limit(limit)
            .fetch();
    List<ExportedSubscription> subscriptions = new ArrayList<>();
    List<UUID> unreadable = new ArrayList<>();
    for (var row : rows) {
      SubscriptionRecord subscription = row.into(SUBSCRIPTION);
      try {
        subscriptions.add(
            new ExportedSubscription(
                opened(subscription), P256PublicKey.recall(row.get(VAPID_KEY.PUBLIC_KEY))));
      } catch (SealBroken | InvalidSealedValue | EndpointRefused _) {
        unreadable.add(subscription.getId());
      }
    }
    Place next = null;
    if (rows.size() == limit) {
      var last = rows.getLast();
      next = new Place(last.get(SUBSCRIPTION.PUSH_SERVICE), last.get(SUBSCRIPTION.ID));
    }
    return new ExportPage(subscriptions, unreadable, next);
  }

  private NewSubscription opened(SubscriptionRecord row) {
    Map<String, Object> tags =
        Json.MAPPER.readValue(
            row.getTags().data(), new TypeReference<LinkedHashMap<String, Object>>() {});
    return new NewSubscription(
        SealedTarget.of(row, sealer).open(),
        row.getUserId(),
        new SubscriptionDetails(
            List.of(row.getTopics()), tags, row.getLocale(), row.getTimeZone()));
  }
}
