package dev.towncrier.api.analytics;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Analytics;
import dev.towncrier.store.AnalyticsReader;
import dev.towncrier.store.Application;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/analytics")
@ForServices
@Tag(name = "Operators")
class AnalyticsController {
  private static final String BY = "notification, topic, push-service or browser";
  private static final String DAY = "A day of UTC, such as 2026-12-01; by default ";
  private static final int DAYS = 7;

  private final AnalyticsReader reader;
  private final InstantSource clock;

  AnalyticsController(AnalyticsReader reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, AnalyticsCsv.TYPE})
  @Operation(summary = "How many deliveries were accepted, displayed, clicked and closed, added up")
  AnalyticsView read(
      Application application,
      @RequestParam(defaultValue = "notification") @Parameter(description = BY) String by,
      @RequestParam(required = false) @Parameter(description = DAY + "six days before the last")
          @Nullable String from,
      @RequestParam(required = false) @Parameter(description = DAY + "today") @Nullable String to,
      @RequestParam(required = false) @Parameter(description = "The id of the only one to count")
          @Nullable String notification) {
    Analytics.By wanted =
        Analytics.By.of(by)
            .orElseThrow(
                () -> refused("by", "must be one of " + Analytics.By.labels() + ", not " + by));
    LocalDate last =
        to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : day("to", to);
    LocalDate first = from == null ? last.minusDays(DAYS - 1L) : day("from", from);
    if (first.isAfter(last)) {
      throw refused("from", "must not be after " + last + ", the last day, but is " + first);
    }
    if (notification != null && notification.indexOf('\0') >= 0) {
      throw refused("notification", "must not hold the character U+0000");
    }
    var filter = new AnalyticsReader.Filter(application.id(), first, last, notification);
    return AnalyticsView.of(wanted, first, last, reader.read(filter, wanted));
  }

  private static LocalDate day(String name, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 2000 && day.getYear() < 10_000) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // as one that is too far away
    }
    throw refused(name, "must be a day such as 2026-12-01, not " + text);
  }

  private static Problem refused(String member, String problem) {
    return Problem.about(ProblemKind.UNACCEPTABLE, member, problem);
  }
}
