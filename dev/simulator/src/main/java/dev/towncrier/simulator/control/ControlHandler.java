package dev.towncrier.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.http.Body;
import dev.towncrier.simulator.http.Exchange;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.sink.Sink;
import dev.towncrier.simulator.subscription.Origins;
import dev.towncrier.simulator.subscription.Subscriptions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Mounts the control API at every path that nothing else took. */
public final class ControlHandler extends Handler.Abstract {
  private static final int LONGEST_BODY = 1 << 20;

  private final ControlApi api;

  public ControlHandler(
      Subscriptions subscriptions,
      Scripts scripts,
      Ledger ledger,
      Sink sink,
      Origins origins,
      InstantSource clock) {
    api = new ControlApi(subscriptions, scripts, ledger, sink, origins, clock);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    List<String> path =
        Arrays.stream(Request.getPathInContext(request).split("/"))
            .filter(segment -> !segment.isEmpty())
            .toList();
    Map<String, String> query = firstValues(Request.extractQueryParameters(request));
    new Exchange(request, response, callback)
        .answer(LONGEST_BODY, body -> answer(request.getMethod(), path, query, body));
    return true;
  }

  private Answer answer(String method, List<String> path, Map<String, String> query, Body body) {
    if (body.isTooLong()) return Answer.empty(413);
    return api.answer(new ControlRequest(method, path, query, new String(body.bytes(), UTF_8)));
  }

  private static Map<String, String> firstValues(Fields parameters) {
    var values = new HashMap<String, String>();
    for (Fields.Field field : parameters) values.put(field.getName(), field.getValue());
    return values;
  }
}
