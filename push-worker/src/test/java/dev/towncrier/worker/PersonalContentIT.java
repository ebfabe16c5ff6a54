package dev.towncrier.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.DeliveryOutcome;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Outcome;
import dev.towncrier.simulator.ledger.LedgerEntry;
import dev.towncrier.worker.WorkerSystem.Subscriber;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What each subscription decrypts of a notification with variables and locales. */
class PersonalContentIT {
  private static final String NOTIFICATION =
      """
      {"title": "Hello {{name|friend}}", "body": "{{points}} points",
       "navigate": "https://shop.example/{{city}}"}\
      """;
  private static final String LOCALES =
      """
      {"nb": {"title": "Hei {{name|du}}", "body": "{{points}} poeng"}}\
      """;
  @TempDir Path folder;
  private WorkerSystem system;

  @BeforeEach
  void startSystem() {
    system = new WorkerSystem(folder);
  }

  @AfterEach
  void stopSystem() {
    system.close();
  }

  @Test
  void isEachSubscriptionsOwn() {
    Subscriber ann =
        system.subscribe(Map.of("name", "Ann \"A\"", "points", 3, "city", "\u00c5s"), "nb-NO");
    Subscriber bob = system.subscribe(Map.of("name", "Bob", "points", 1.5, "city", "a/b"), "en");
    Subscriber stranger = system.subscribe(1).getFirst();
    system.startWorker("w1");

    publish("n1", NOTIFICATION, LOCALES);

    system.awaitOutcomes(3);
    assertThat(decryptedBy(ann))
        .isEqualTo(texts("Hei Ann \"A\"", "3 poeng", "https://shop.example/%C3%85s", "nb"));
    assertThat(decryptedBy(bob))
        .isEqualTo(texts("Hello Bob", "1.5 points", "https://shop.example/a%2Fb", ""));
    assertThat(decryptedBy(stranger))
        .isEqualTo(texts("Hello friend", " points", "https://shop.example/", ""));
  }

  @Test
  void isWhatTheSubscriptionSaysAtTheTimeOfSending() {
    Subscriber ann = system.subscribe(Map.of("name", "Ann"), "nb");
    system.startWorker("w1");
    publish("n1", NOTIFICATION, LOCALES);
    system.awaitOutcomes(1);

    system.retag(ann, Map.of("name", "Anna"), "en");
    publish("n2", NOTIFICATION, LOCALES);

    system.awaitAllOutcomes(2);
    assertThat(decryptedBy(ann).get("title")).isEqualTo("Hello Anna");
  }

  @Test
  void costsNoQueryWhereAllGetTheSame() {
    system.subscribe(2);
    system.startWorker("w1");
    system.takeLocalesAway(); // so that whoever asks for them fails

    system.publish("n1", "{\"all\": true}");

    assertThat(system.awaitOutcomes(2).values())
        .extracting(DeliveryOutcome::outcome)
        .containsOnly(Outcome.ACCEPTED);
  }

  private void publish(String id, String notification, String locales) {
    system.publishRaw(
        system.topics.notifications(),
        """
        {"id": "%s", "application": "%s", "audience": {"all": true}, "notification": %s,
         "locales": %s}\
        """
            .formatted(id, WorkerSystem.APPLICATION, notification, locales));
  }

  /** The newest that its browser got. */
  private Map<String, String> decryptedBy(Subscriber subscriber) {
    LedgerEntry entry =
        system.pushService.ledger().entries().reversed().stream()
            .filter(one -> one.push().endpoint().equals(subscriber.push().endpoint()))
            .findFirst()
            .orElseThrow();
    JsonNode notification = Json.MAPPER.readTree(entry.push().plaintext()).get("notification");
    return texts(
        notification.get("title").stringValue(),
        notification.get("body").stringValue(),
        notification.get("navigate").stringValue(),
        notification.path("lang").asString(""));
  }

  private static Map<String, String> texts(
      String title, String body, String navigate, String lang) {
    return Map.of("title", title, "body", body, "navigate", navigate, "lang", lang);
  }
}
