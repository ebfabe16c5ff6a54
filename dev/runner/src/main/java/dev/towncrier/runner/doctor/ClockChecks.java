package dev.towncrier.runner.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Whether clocks agree: tokens and deadlines are told by them. */
final class ClockChecks {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Duration patience;

  ClockChecks(InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /** This machine's clock beside another one's. */
  Finding beside(String whose, Instant theirs) {
    Duration ahead = Duration.between(theirs, clock.instant());
    String check = "clock beside " + whose;
    if (ahead.abs().compareTo(LIMIT) <= 0) {
      return Finding.ok(check, "they agree within a minute");
    }
    return Finding.wrong(
        check,
        "clock-off",
        "this machine's clock is "
            + ahead.abs().toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " that of "
            + whose,
        "Set both machines' clocks by NTP (timedatectl shows whether one is); push services refuse"
            + " tokens of another time.");
  }

  /** The API's clock, by the Date header of its answer; and whether it answers. */
  Finding besideApi(URI api) {
    URI probe = api.resolve("/actuator/health/liveness");
    HttpRequest request = HttpRequest.newBuilder(probe).timeout(patience).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      return date(client.send(request, HttpResponse.BodyHandlers.discarding()))
          .map(theirs -> beside("the API", theirs))
          .orElseGet(() ->
              Finding.unknown("clock beside the API", api + " answers without a Date header"));
    } catch (IOException e) {
      return Finding.wrong(
          "api",
          "api-unreachable",
          "nothing answers on " + api + " (" + e + ")",
          "Start the API, or correct --url.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.unknown("api", "interrupted before it answered");
    }
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    try {
      return response
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
