package dev.towncrier.simulator.control;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.sink.Arrivals;
import dev.towncrier.simulator.sink.Sink;
import dev.towncrier.simulator.subscription.Origins;
import dev.towncrier.simulator.subscription.Subscriptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers the control API. Thread-safe. */
final class ControlApi {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long PAGE = 1_000;
  private static final long LONGEST_PAGE = 100_000;

  private final Subscriptions subscriptions;
  private final Scripts scripts;
  private final Ledger ledger;
  private final Sink sink;
  private final Origins origins;
  private final InstantSource clock;

  ControlApi(
      Subscriptions subscriptions,
      Scripts scripts,
      Ledger ledger,
      Sink sink,
      Origins origins,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.scripts = scripts;
    this.ledger = ledger;
    this.sink = sink;
    this.origins = origins;
    this.clock = clock;
  }

  Answer answer(ControlRequest request) {
    try {
      return switch (request.resource()) {
        case "subscriptions" -> subscriptions(request);
        case "script" -> script(request);
        case "ledger" -> ledger(request);
        case "sink" -> sink(request);
        default -> problem(404, "no such resource");
      };
    } catch (IllegalArgumentException | JacksonException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private Answer subscriptions(ControlRequest request) {
    Optional<String> token = request.member();
    if (request.method().equals("POST") && token.isEmpty()) {
      String body = request.body().isBlank() ? "{}" : request.body();
      var order = JSON.readValue(body, SubscriptionsBody.class).order();
      return json(201, subscriptions.make(order, origins));
    }
    if (request.method().equals("DELETE") && token.isPresent()) {
      return subscriptions.end(token.get())
          ? Answer.empty(204)
          : problem(404, "no such subscription");
    }
    return problem(405, "subscriptions takes POST, and DELETE with a token");
  }

  private Answer script(ControlRequest request) {
    Optional<String> token = request.member();
    Optional<String> host = Optional.ofNullable(request.query().get("host"));
    switch (request.method()) {
      case "PUT" -> {
        List<ScriptedAnswer> script =
            JSON.readValue(request.body(), ScriptBody.class).script(clock.instant());
        if (token.isPresent()) scripts.tell(token.get(), script);
        else if (host.isPresent()) scripts.tellHost(host.get(), script);
        else scripts.tellAll(script);
      }
      case "DELETE" -> {
        if (token.isPresent()) scripts.forget(token.get());
        else if (host.isPresent()) scripts.forgetHost(host.get());
        else scripts.forgetAll();
      }
      default -> {
        return problem(405, "script takes PUT and DELETE");
      }
    }
    return Answer.empty(204);
  }

  private Answer ledger(ControlRequest request) {
    if (request.method().equals("DELETE")) {
      ledger.clear();
      return Answer.empty(204);
    }
    if (!request.method().equals("GET")) return problem(405, "ledger takes GET and DELETE");
    if (request.member().isEmpty()) return page(request);
    return request.member().get().equals("summary")
        ? json(200, ledger.summary())
        : problem(404, "no such resource");
  }

  private Answer page(ControlRequest request) {
    int limit = (int) Math.clamp(request.number("limit", PAGE), 0, LONGEST_PAGE);
    String token = request.query().get("token");
    return json(
        200,
        ledger.page(
            request.number("after", 0),
            limit,
            push -> token == null || push.token().equals(token)));
  }

  private Answer sink(ControlRequest request) {
    return switch (request.method() + " " + request.member().orElse("")) {
      case "POST " -> {
        var order = JSON.readValue(request.body(), SubscriptionsBody.class).order();
        String origin = origins.at(order.scheme(), order.host());
        yield json(201, sink.subscribe(order.count(), origin));
      }
      case "DELETE " -> {
        sink.clear();
        yield Answer.empty(204);
      }
      case "GET summary" -> json(200, sink.summary());
      case "GET arrivals" -> json(200, arrivals(request));
      default -> problem(405, "sink takes POST and DELETE, and GET with summary or arrivals");
    };
  }

  private List<Arrivals> arrivals(ControlRequest request) {
    int after = Math.clamp(request.number("after", -1), -1, Integer.MAX_VALUE - 1);
    int limit = (int) Math.clamp(request.number("limit", PAGE), 0, LONGEST_PAGE);
    return sink.arrivals(after, limit);
  }

  private static Answer json(int status, Object value) {
    return Answer.json(status, JSON.writeValueAsString(value));
  }

  private static Answer problem(int status, String message) {
    return json(status, Map.of("error", message));
  }
}
