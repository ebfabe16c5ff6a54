package dev.towncrier.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpReportTest {
  @Test
  void comparesWithTheFirst() {
    SequencedMap<String, Double> micros = new LinkedHashMap<>();
    micros.put("towncrier", 2.0);
    micros.put("other", 7.0);
    HttpReport report = new HttpReport(micros, 300, true);

    assertThat(report.json()).doesNotContain("\n");
    JsonNode json = JsonMapper.shared().readTree(report.json());
    assertThat(json.at("/post_us/other").asDouble()).isEqualTo(7.0);
    assertThat(json.at("/times_towncrier/other").asDouble()).isEqualTo(3.5);
    assertThat(json.at("/quick").asBoolean()).isTrue();
    assertThat(report.table()).contains("QUICK").containsPattern("other +7\\.00 +3\\.50");
  }
}
