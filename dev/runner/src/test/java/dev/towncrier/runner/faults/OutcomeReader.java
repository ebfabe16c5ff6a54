package dev.towncrier.runner.faults;

import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.faults.Books.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads every committed outcome there is. */
final class OutcomeReader implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final CommittedRecords records;
  private final Map<Delivery, List<String>> found = new HashMap<>();

  OutcomeReader(String kafka, String topic) {
    records = new CommittedRecords(kafka, topic);
  }

  /** The outcomes of each delivery so far, in the order in which they came. */
  Map<Delivery, List<String>> found() {
    records.upToNow().forEach(record -> add(JSON.readTree(record.value())));
    return found;
  }

  private void add(JsonNode outcome) {
    var delivery =
        new Delivery(
            outcome.get("notificationId").stringValue(),
            outcome.get("subscriptionId").stringValue());
    found
        .computeIfAbsent(delivery, _ -> new ArrayList<>(1))
        .add(outcome.get("outcome").stringValue());
  }

  @Override
  public void close() {
    records.close();
  }
}
