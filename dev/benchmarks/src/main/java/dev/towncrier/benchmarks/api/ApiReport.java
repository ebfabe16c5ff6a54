package dev.towncrier.benchmarks.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run found, for people and for programs.
 *
 * @param figures medians by contestant and step
 * @param searches how often a visitor of each server had a table searched, in all steps together
 * @param leftOut who was missing, and why
 */
record ApiReport(
    SequencedMap<String, Map<Step, Figures>> figures,
    SequencedMap<String, Double> searches,
    SequencedMap<String, String> leftOut,
    ApiScale scale) {

  /** Several lines. */
  String table() {
    StringBuilder text = new StringBuilder();
    if (quick()) {
      text.append("A QUICK TRY-OUT: nothing here is worth quoting.\n\n");
    }
    text.append(
        "CPU time of one request, %d in flight, in microseconds (medians)%n%n"
            .formatted(Contestant.IN_FLIGHT));
    text.append(row("", "%16s", Step::label)).append('\n');
    figures.forEach((name, steps) -> {
      text.append(row(name, "%16.1f", step -> of(steps, step).cpuMicros())).append('\n');
      text.append(
              row(
                  "  Postgres beside",
                  "%16.1f",
                  step -> of(steps, step).postgresMicros().orElse(Double.NaN)))
          .append('\n');
    });
    text.append(row("times bare", "%16.2f", this::ratio)).append('\n');
    leftOut.forEach((name, why) -> text.append("\n%s is left out: %s\n".formatted(name, why)));
    return text.toString();
  }

  private static String row(String name, String format, Function<Step, Object> value) {
    StringBuilder row = new StringBuilder("%-20s".formatted(name));
    for (Step step : Step.values()) {
      row.append(String.format(Locale.ROOT, format, value.apply(step)));
    }
    return row.toString();
  }

  private double ratio(Step step) {
    return of(ApiBenchmark.API, step).cpuMicros() / of(ApiBenchmark.BARE, step).cpuMicros();
  }

  private Figures of(String name, Step step) {
    return of(figures.getOrDefault(name, Map.of()), step);
  }

  private static Figures of(Map<Step, Figures> steps, Step step) {
    return steps.getOrDefault(step, new Figures(Double.NaN, OptionalDouble.empty(), Double.NaN));
  }

  private boolean quick() {
    return scale.equals(ApiScale.QUICK);
  }

  /** In one line. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cpu_us", byStep(Figures::cpuMicros));
    json.put("postgres_cpu_us", byStep(figures -> figures.postgresMicros().orElse(0)));
    json.put("requests_per_second", byStep(Figures::perSecond));
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (Step step : Step.values()) {
      ratios.put(step.label(), rounded(ratio(step)));
    }
    json.put("times_bare", ratios);
    Map<String, Double> perVisitor = new LinkedHashMap<>();
    searches.forEach((name, count) -> perVisitor.put(name, rounded(count)));
    json.put("searches_per_visitor", perVisitor);
    json.put("in_flight", Contestant.IN_FLIGHT);
    json.put("visitors", scale.visitors());
    json.put("subscriptions", scale.subscriptions());
    json.put("rounds", scale.rounds());
    json.put("left_out", leftOut);
    json.put("quick", quick());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private Map<String, Map<String, Double>> byStep(ToDoubleFunction<Figures> figure) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    figures.forEach((name, steps) -> {
      Map<String, Double> values = new LinkedHashMap<>();
      steps.forEach(
          (step, found) -> values.put(step.label(), rounded(figure.applyAsDouble(found))));
      all.put(name, values);
    });
    return all;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
