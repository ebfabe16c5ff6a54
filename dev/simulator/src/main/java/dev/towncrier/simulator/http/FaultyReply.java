package dev.towncrier.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** The wrong ways to reply to one request. No thread waits. */
final class FaultyReply {
  private static final int CHUNK = 16 * 1024;
  private static final byte[] BLANK = {' '};

  private final Request request;
  private final Response response;
  private final Callback callback;

  FaultyReply(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /** Leaves the request open until the client gives it up. */
  void never() {
    request.addFailureListener(callback::failed);
  }

  /** Closes the connection. */
  void cut() {
    connection().getEndPoint().close();
    callback.succeeded();
  }

  /** Resets the stream, or cuts the connection if there are none. */
  void reset(ErrorCode error) {
    Stream stream = stream();
    if (stream == null) {
      cut();
    } else {
      stream.reset(new ResetFrame(stream.getId(), error.code), Callback.from(callback::succeeded));
    }
  }

  /** Tells the client that the connection takes no further requests. */
  void goAway() {
    if (connection() instanceof HTTP2Connection connection) {
      connection.getSession().close(ErrorCode.NO_ERROR.code, "scripted", Callback.NOOP);
    } else {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
  }

  /** Sends the headers and then a byte a second; without a body, blanks for ever. */
  void trickle(@Nullable String body) {
    byte[] bytes = body == null ? BLANK : body.getBytes(UTF_8);
    trickle(bytes, 0, body == null);
  }

  private void trickle(byte[] bytes, int next, boolean endless) {
    boolean last = !endless && next == bytes.length - 1;
    Callback after =
        last
            ? callback
            : Callback.from(
                () -> inASecond(() -> trickle(bytes, endless ? 0 : next + 1, endless)),
                callback::failed);
    response.write(last, ByteBuffer.wrap(bytes, next, 1), after);
  }

  private void inASecond(Runnable task) {
    request.getComponents().getScheduler().schedule(task, 1, TimeUnit.SECONDS);
  }

  /** Sends a body without an end. */
  void endless() {
    new Endless().iterate();
  }

  private final class Endless extends IteratingCallback {
    @Override
    protected Action process() {
      response.write(false, ByteBuffer.allocate(CHUNK), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
      callback.failed(failure);
    }
  }

  private @Nullable Stream stream() {
    return connection() instanceof HTTP2Connection connection
        ? connection.getSession().getStream(Integer.parseInt(request.getId()))
        : null;
  }

  private Connection connection() {
    return request.getConnectionMetaData().getConnection();
  }
}
