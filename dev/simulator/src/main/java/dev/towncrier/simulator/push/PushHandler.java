package dev.towncrier.simulator.push;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.http.Exchange;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.ledger.PushHeaders;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.subscription.Subscriptions;
import dev.towncrier.simulator.useragent.UserAgents;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Mounts the push resources at {@code /push/<token>}. */
public final class PushHandler extends Handler.Abstract {
  private static final String PATH = "/push/";

  private final PushResource resource;

  public PushHandler(
      Subscriptions subscriptions,
      Scripts scripts,
      Ledger ledger,
      UserAgents userAgents,
      InstantSource clock) {
    resource = new PushResource(subscriptions, scripts, ledger, userAgents, clock);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PATH)) return false;
    var exchange = new Exchange(request, response, callback);
    if (HttpMethod.POST.is(request.getMethod())) {
      exchange.answer(
          PushRules.LONGEST_BODY,
          body ->
              resource.receive(
                  new PushRequest(
                      path.substring(PATH.length()),
                      request.getHttpURI().asString(),
                      String.valueOf(request.getHttpURI().getHost()),
                      request.getHeaders().get(HttpHeader.AUTHORIZATION),
                      headers(request.getHeaders()),
                      body,
                      request.getConnectionMetaData().getHttpVersion().asString())));
    } else {
      exchange.send(Answer.empty(405));
    }
    return true;
  }

  private static PushHeaders headers(HttpFields fields) {
    return new PushHeaders(
        fields.get("TTL"),
        fields.get("Urgency"),
        fields.get("Topic"),
        fields.get(HttpHeader.CONTENT_TYPE),
        fields.get(HttpHeader.CONTENT_ENCODING));
  }
}
