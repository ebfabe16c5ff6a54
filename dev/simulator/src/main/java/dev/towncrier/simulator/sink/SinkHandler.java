package dev.towncrier.simulator.sink;

import dev.towncrier.simulator.http.Answer;
import dev.towncrier.simulator.http.Exchange;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Mounts the sink's endpoints at {@code /sink/<number>}: 201 for every POST. */
public final class SinkHandler extends Handler.Abstract {
  private static final Pattern PATH = Pattern.compile("/sink/([0-9]{1,9})");
  private static final int LONGEST_BODY = 4_096;
  private static final Answer CREATED =
      Answer.of(201, Map.of("Location", "/message/sunk", "TTL", "0"), null);

  private final Sink sink;
  private final InstantSource clock;

  public SinkHandler(Sink sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!HttpMethod.POST.is(request.getMethod())) return false;
    Matcher path = PATH.matcher(Request.getPathInContext(request));
    if (!path.matches()) return false;
    int number = Integer.parseInt(path.group(1));
    new Exchange(request, response, callback)
        .answer(
            LONGEST_BODY, _ -> sink.record(number, clock.instant()) ? CREATED : Answer.empty(404));
    return true;
  }
}
