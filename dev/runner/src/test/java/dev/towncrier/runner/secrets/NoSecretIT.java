package dev.towncrier.runner.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.secrets.Subscribing.Subscriber;
import dev.towncrier.store.Applications;
import dev.towncrier.store.VapidKey;
import dev.towncrier.store.VapidKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No secret comes out of the whole system, whatever is asked of it and whatever push services
 * answer. What may stand where:
 *
 * <ul>
 *   <li>Users stand in the events that services publish for them: on {@code push.notifications} and
 *       the topics whose names begin with it. No other topic holds a secret of any kind.
 *   <li>A subscription's token and an API key stand in the one answer that makes them.
 *   <li>A session's cookie and CSRF token stand in the answers that show them to its page.
 *   <li>Endpoints, browsers' keys and users stand in an export, which is for moving away.
 *   <li>No log and no metric holds a secret of any kind.
 * </ul>
 */
class NoSecretIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private final Observed observed = new Observed();
  private final List<JsonNode> outcomes = new ArrayList<>();

  @Test
  void standsWhereItDoesNotBelong() throws Exception {
    observed.secret(Kind.TOKEN, Up.ADMIN_KEY);
    try (Up up = Up.start(folder, "-Dlogback.configurationFile=" + logsInDetail())) {
      noteKeys(up);
      use(up);
      noteKeys(up);

      SoftAssertions all = new SoftAssertions();
      all.assertThat(observed.inAnswers()).as("answers").isEmpty();
      String metrics = up.call("GET", "/actuator/prometheus", "", "", null).body();
      all.assertThat(metrics).contains("towncrier_delivery_ended_total", "http_server_requests");
      all.assertThat(observed.in(metrics)).as("metrics").isEmpty();
      checkKafka(up, all);
      String logs = up.logs();
      all.assertThat(logs).contains(" DEBUG [", "goes to the dead-letter topic");
      all.assertThat(observed.in(logs)).as("logs").isEmpty();
      all.assertAll();
    }
  }

  private void use(Up up) throws Exception {
    Subscribing subscribing = new Subscribing(up, observed);
    Operating operating = new Operating(up, observed);
    Person person = new Person(up, observed);
    List<Subscriber> subscribers = subscribing.forEveryAnswer();
    Subscriber tied = subscribers.getFirst();
    person.introduce();
    person.tie(tied);
    operating.publish("n1");
    operating.publishNonsense();
    awaitOutcomes(up, subscribers.size(), outcome -> !outcome.has("replay"));

    operating.receive(outcomes.getFirst(), tied.push().get("endpoint").stringValue(), tied.token());
    operating.replay();
    awaitOutcomes(up, 1, outcome -> outcome.has("replay"));
    operating.bringInAKey();
    operating.moveInAndOut(subscribing);
    Routes routes = new Routes(up, observed, tied);
    new SigningIn(up, observed).with(routes.bearers());
    routes.drive(person);
    operating.erase();
  }

  private void awaitOutcomes(Up up, int count, Predicate<JsonNode> counted) {
    outcomes.clear();
    try (CommittedRecords records = new CommittedRecords(up.system().kafka(), "push.outcomes")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            records.further().stream()
                .map(record -> JSON.readTree(record.value()))
                .filter(counted)
                .forEach(outcomes::add);
            assertThat(outcomes).hasSizeGreaterThanOrEqualTo(count);
          });
    }
  }

  private void checkKafka(Up up, SoftAssertions all) throws Exception {
    Map<String, String> records = EveryRecord.read(up.system().kafka());
    all.assertThat(records.keySet())
        .contains(
            "push.notifications",
            "push.notifications.dead-letter",
            "push.deliveries.direct",
            "push.deliveries.retry-10s",
            "push.deliveries.dead-letter",
            "push.outcomes",
            "push.replays",
            "__consumer_offsets");
    all.assertThat(records.get("push.notifications")).contains(Person.USER);
    records.forEach((topic, text) -> {
      boolean isPublished = topic.startsWith("push.notifications");
      Kind[] allowed = isPublished ? new Kind[] {Kind.USER} : new Kind[0];
      all.assertThat(observed.in(text, allowed)).as("records of " + topic).isEmpty();
    });
  }

  /** The runner's own settings of logging, with all that our code has to say. */
  private Path logsInDetail() throws IOException {
    String usual = Files.readString(Path.of("src/main/resources/logback.xml"));
    String end = "</configuration>";
    String ours = "<logger name=\"dev.towncrier\" level=\"DEBUG\"/>";
    return Files.writeString(folder.resolve("logback.xml"), usual.replace(end, ours + end));
  }

  private void noteKeys(Up up) throws IOException {
    observed.secret(Kind.KEY, up.keyEncryptionKey());
    Database database =
        new Database(
            up.system().databaseUrl(), up.system().databaseUser(), up.system().databasePassword());
    Sealer sealer = new Sealer(KeyEncryptionKeys.parse(up.keyEncryptionKey()));
    Applications applications = new Applications(database.dataSource(), sealer);
    VapidKeys ring = new VapidKeys(database.dataSource(), sealer);
    for (String application : applications.ids()) {
      observed.secret(Kind.KEY, Observed.base64Url(applications.deliverySecret(application)));
      for (VapidKey key : ring.of(application)) {
        applications
            .signingKey(key.id())
            .ifPresent(signing ->
                observed.secret(Kind.KEY, Observed.base64Url(signing.privateKey().encoded())));
      }
    }
  }
}
