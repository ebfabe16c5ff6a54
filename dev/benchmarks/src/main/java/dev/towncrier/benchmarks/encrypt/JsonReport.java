package dev.towncrier.benchmarks.encrypt;

import static dev.towncrier.benchmarks.encrypt.EncryptResult.QUOTED_LENGTH;

import dev.towncrier.benchmarks.measure.Contender;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** A result as one JSON object. */
final class JsonReport {

  private final EncryptResult result;

  JsonReport(EncryptResult result) {
    this.result = result;
  }

  /** In one line. */
  String line() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("limit_us", byLength(length -> result.limit(length).micros(), 2));
    json.put("towncrier_us", micros(Group.TOWNCRIER));
    json.put("peers_us", micros(Group.PEERS));
    json.put("ratio_300", rounded(ratio(fastest()), 3));
    json.put("ratio_300_by", fastest().name());
    json.put("ratios_300", ratios());
    bouncyCastleRatio().ifPresent(ratio -> json.put("ratio_bouncycastle_300", rounded(ratio, 3)));
    Map<String, String> limitBy = new LinkedHashMap<>();
    result.limits().forEach((length, limit) -> limitBy.put(length.toString(), limit.name()));
    json.put("limit_by", limitBy);
    json.put("drift", byLength(length -> result.limit(length).drift(), 4));
    json.put("void", result.isVoid());
    json.put("quick", result.quick());
    json.put("towncrier_decoded_us", micros(Group.TOWNCRIER_DECODED));
    json.put("towncrier_signed_us", micros(Group.TOWNCRIER_SIGNED));
    json.put("peers_signed_us", micros(Group.PEERS_SIGNED));
    json.put("raw_us", micros(Group.RAW));
    json.put("allocated_bytes_300", allocatedBytes());
    json.put("left_out", result.missing());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Contender fastest() {
    return result.contenders(Group.TOWNCRIER).stream()
        .min(Comparator.comparingDouble(this::ratio))
        .orElseThrow();
  }

  private double ratio(Contender contender) {
    return result.ratio(contender, QUOTED_LENGTH);
  }

  private Map<String, Object> ratios() {
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (Contender contender : result.contenders(Group.TOWNCRIER)) {
      ratios.put(contender.name(), rounded(ratio(contender), 3));
    }
    return ratios;
  }

  private Optional<Double> bouncyCastleRatio() {
    return micros300(Group.TOWNCRIER).flatMap(ours -> micros300(Group.RAW).map(raw -> ours / raw));
  }

  private Optional<Double> micros300(Group group) {
    return result.contenders(group).stream()
        .filter(contender -> contender.name().equals(Contenders.BOUNCY_CASTLE))
        .map(contender -> result.micros(contender).get(QUOTED_LENGTH))
        .findFirst();
  }

  private Map<String, Object> micros(Group group) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Contender contender : result.contenders(group)) {
      Map<String, Object> byLength = new LinkedHashMap<>();
      result
          .micros(contender)
          .forEach((length, micros) -> byLength.put(length.toString(), rounded(micros, 2)));
      byName.put(contender.name(), byLength);
    }
    return byName;
  }

  private Map<String, Object> allocatedBytes() {
    Map<String, Object> byGroup = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      Map<String, Object> byName = new LinkedHashMap<>();
      for (Contender contender : result.contenders(group)) {
        result
            .allocatedBytes(contender, QUOTED_LENGTH)
            .ifPresent(bytes -> byName.put(contender.name(), Math.round(bytes)));
      }
      byGroup.put(group.member().replace("_us", ""), byName);
    }
    return byGroup;
  }

  private Map<String, Object> byLength(ToDoubleFunction<Integer> value, int digits) {
    Map<String, Object> byLength = new LinkedHashMap<>();
    for (int length : result.lengths()) {
      byLength.put(String.valueOf(length), rounded(value.applyAsDouble(length), digits));
    }
    return byLength;
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
