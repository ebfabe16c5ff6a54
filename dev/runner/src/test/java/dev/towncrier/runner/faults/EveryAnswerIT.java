package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.CommittedRecords;
import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.simulator.script.Meaning;
import dev.towncrier.simulator.script.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every answer that push services are known to give, from the host that gives it. */
class EveryAnswerIT {
  @TempDir Path folder;

  @Test
  void leadsToWhatTheServiceMeansByIt() throws Exception {
    try (var system = Installation.start(folder, 1)) {
      Map<Preset, Subscriber> subscribers = subscribe(system);
      system
          .startWorker(Map.of("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts()))
          .awaitLine("worker ready");
      system.publish("n1", Duration.ofHours(1), List.copyOf(subscribers.values()));

      Map<String, JsonNode> outcomes = awaitOutcomes(system, subscribers.size());

      var softly = new SoftAssertions();
      subscribers.forEach((preset, subscriber) ->
          softly
              .assertThat(summary(outcomes.get(subscriber.id())))
              .as(preset.word())
              .isEqualTo(expected(preset)));
      softly.assertAll();
    }
  }

  private static Map<Preset, Subscriber> subscribe(Installation system) {
    var subscribers = new EnumMap<Preset, Subscriber>(Preset.class);
    for (Preset preset : Preset.values()) {
      Subscriber subscriber = system.subscribe(0, 1, preset.service().host()).getFirst();
      var answer = preset.answer(Instant.now());
      system
          .pushService(0)
          .scripts()
          .tell(
              subscriber.pushToken(),
              List.of(preset.meaning() == Meaning.LATER ? answer.times(1) : answer));
      subscribers.put(preset, subscriber);
    }
    return subscribers;
  }

  private Path hosts() throws Exception {
    Stream<String> known = Arrays.stream(Preset.Service.values()).map(Preset.Service::host);
    return Files.writeString(
        folder.resolve("hosts"),
        Stream.concat(Stream.of("localhost"), known)
            .map(host -> "127.0.0.1 " + host + "\n")
            .collect(Collectors.joining()));
  }

  private static Map<String, JsonNode> awaitOutcomes(Installation system, int count) {
    var found = new HashMap<String, JsonNode>();
    try (CommittedRecords records = system.records("push.outcomes")) {
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> {
            for (var each : new ArrayList<>(records.further())) {
              JsonNode outcome = JsonMapper.shared().readTree(each.value());
              found.put(outcome.get("subscriptionId").stringValue(), outcome);
            }
            assertThat(found).hasSize(count);
          });
    }
    return found;
  }

  private static String summary(JsonNode outcome) {
    String reason = outcome.path("reason").stringValue("");
    boolean again = outcome.get("attempts").intValue() > 1;
    return outcome.get("outcome").stringValue() + " " + reason + (again ? "again" : "");
  }

  private static String expected(Preset preset) {
    return switch (preset.meaning()) {
      case ACCEPTED -> "accepted ";
      case GONE -> "gone ";
      case LATER -> "accepted again";
      case TOO_LARGE -> "dead-lettered payload-too-large";
      case KEY_MISMATCH -> "dead-lettered key-mismatch";
      case VAPID_REJECTED -> "dead-lettered vapid-rejected";
      case REFUSED -> "dead-lettered refused";
    };
  }
}
