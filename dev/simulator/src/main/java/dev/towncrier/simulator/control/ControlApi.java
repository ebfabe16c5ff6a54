package dev.towncrier.simulator.control;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.subscription.Origins;
import dev.towncrier.simulator.subscription.Subscriptions;
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
  private final Origins origins;

  ControlApi(Subscriptions subscriptions, Scripts scripts, Ledger ledger, Origins origins) {
    this.subscriptions = subscriptions;
    this.scripts = scripts;
    this.ledger = ledger;
    this.origins = origins;
  }

  Answer answer(ControlRequest request) {
    try {
      return switch (request.resource()) {
        case "subscriptions" -> subscriptions(request);
        case "script" -> script(request);
        case "ledger" -> ledger(request);
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
    switch (request.method()) {
      case "PUT" -> {
        List<ScriptedAnswer> script = JSON.readValue(request.body(), ScriptBody.class).script();
        request
            .member()
            .ifPresentOrElse(token -> scripts.tell(token, script), () -> scripts.tellAll(script));
      }
      case "DELETE" -> request.member().ifPresentOrElse(scripts::forget, scripts::forgetAll);
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

  private static Answer json(int status, Object value) {
    return Answer.json(status, JSON.writeValueAsString(value));
  }

  private static Answer problem(int status, String message) {
    return json(status, Map.of("error", message));
  }
}
