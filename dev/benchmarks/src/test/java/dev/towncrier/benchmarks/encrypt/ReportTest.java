package dev.towncrier.benchmarks.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  private final Map<Turn, Samples> samples = new LinkedHashMap<>();

  @Test
  void theJsonIsOneLineWithTheRatios() {
    measured(Group.RAW, "bouncycastle", 400);
    measured(Group.TOWNCRIER, "accp", 106);
    measured(Group.TOWNCRIER, "bouncycastle", 410);
    measured(Group.PEERS, "npm:web-push", 302);
    String line = new JsonReport(result(0)).line();
    assertThat(line).doesNotContain("\n");
    JsonNode json = JsonMapper.shared().readTree(line);
    assertThat(json.at("/limit_us/300").asDouble()).isEqualTo(100);
    assertThat(json.at("/towncrier_us/accp/300").asDouble()).isEqualTo(106);
    assertThat(json.at("/peers_us/npm:web-push/300").asDouble()).isEqualTo(302);
    assertThat(json.at("/ratio_300").asDouble()).isEqualTo(1.06);
    assertThat(json.at("/ratio_300_by").asString()).isEqualTo("accp");
    assertThat(json.at("/ratio_bouncycastle_300").asDouble()).isEqualTo(1.025);
    assertThat(json.at("/void").asBoolean()).isFalse();
  }

  @Test
  void bothReportsSayThatARunIsVoid() {
    measured(Group.TOWNCRIER, "accp", 106);
    EncryptResult result = result(0.11);
    assertThat(new TableReport(result).text()).contains("VOID");
    assertThat(JsonMapper.shared().readTree(new JsonReport(result).line()).at("/void").asBoolean())
        .isTrue();
  }

  @Test
  void theTableNamesWhoIsMissing() {
    measured(Group.TOWNCRIER, "accp", 106);
    assertThat(new TableReport(result(0)).text())
        .contains("Left out: npm:http_ece, because Node.js is not installed")
        .doesNotContain("VOID");
  }

  private void measured(Group group, String name, long micros) {
    Contender contender =
        new Contender(
            group.member(),
            name,
            _ -> {
              throw new UnsupportedOperationException();
            });
    Cost cost = new Cost(1, micros * 1_000, OptionalLong.of(700));
    samples.put(new Turn(contender, 300), new Samples(List.of(cost)));
  }

  private EncryptResult result(double drift) {
    LinkedHashMap<Integer, Limit> limits = new LinkedHashMap<>();
    limits.put(300, new Limit("aws-lc", 100, drift));
    return new EncryptResult(
        limits, samples, Map.of("npm:http_ece", "Node.js is not installed"), false);
  }
}
