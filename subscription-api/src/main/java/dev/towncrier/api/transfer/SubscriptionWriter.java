package dev.towncrier.api.transfer;

import dev.towncrier.api.csv.CsvLine;
import dev.towncrier.contract.Json;
import dev.towncrier.store.ExportedSubscription;
import dev.towncrier.store.NewSubscription;
import dev.towncrier.store.SubscriptionDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes subscriptions as lines that an import reads. */
sealed interface SubscriptionWriter {

  /** Writes what stands before the first one. */
  void begin(OutputStream stream) throws IOException;

  /** Writes a line. */
  void write(ExportedSubscription exported, OutputStream stream) throws IOException;

  /** A JSON object a line; what is empty is left out. */
  record Ndjson() implements SubscriptionWriter {
    @Override
    public void begin(OutputStream stream) {}

    @Override
    public void write(ExportedSubscription exported, OutputStream stream) throws IOException {
      Map<String, Object> members = new LinkedHashMap<>();
      values(exported)
          .forEach((member, value) -> {
            if (value != null) {
              members.put(member.label(), value);
            }
          });
      stream.write(Json.MAPPER.writeValueAsBytes(members));
      stream.write('\n');
    }
  }

  /** Comma-separated values under a header. */
  record Csv() implements SubscriptionWriter {
    @Override
    public void begin(OutputStream stream) throws IOException {
      stream.write(CsvLine.of(Member.NAMES));
    }

    @Override
    public void write(ExportedSubscription exported, OutputStream stream) throws IOException {
      stream.write(CsvLine.of(values(exported).values().stream().map(Csv::field).toList()));
    }

    private static String field(@Nullable Object value) {
      return switch (value) {
        case null -> "";
        case List<?> topics ->
            String.join(CsvFormat.BETWEEN_TOPICS, topics.stream().map(Object::toString).toList());
        case Map<?, ?> tags -> Json.MAPPER.writeValueAsString(tags);
        default -> Objects.toString(value);
      };
    }
  }

  /** What each member says, in their order; null for nothing. */
  private static Map<Member, @Nullable Object> values(ExportedSubscription exported) {
    NewSubscription subscription = exported.subscription();
    SubscriptionDetails details = subscription.details();
    Map<Member, @Nullable Object> values = new LinkedHashMap<>();
    for (Member member : Member.values()) {
      values.put(
          member,
          switch (member) {
            case ENDPOINT -> subscription.target().endpoint().url();
            case P256DH -> subscription.target().userAgentKey().base64Url();
            case AUTH ->
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(subscription.target().authSecret().encoded());
            case USER -> subscription.userId();
            case TOPICS -> isEmpty(details.topics()) ? null : details.topics();
            case TAGS -> details.tags() == null || details.tags().isEmpty() ? null : details.tags();
            case LOCALE -> details.locale();
            case TIME_ZONE -> details.timeZone();
            case APPLICATION_SERVER_KEY -> exported.applicationServerKey().base64Url();
          });
    }
    return values;
  }

  private static boolean isEmpty(@Nullable List<String> texts) {
    return texts == null || texts.isEmpty();
  }
}
