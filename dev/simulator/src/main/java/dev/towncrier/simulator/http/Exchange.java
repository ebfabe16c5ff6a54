package dev.towncrier.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** One request and the way to answer it. No thread waits for a body or for a delay. */
public final class Exchange {
  private static final int LONGEST_READ = 1 << 20;

  private final Request request;
  private final Response response;
  private final Callback callback;

  public Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  /**
   * Reads the body, then sends the answer to it. A body that is too long is read all the same,
   * since a client may take an answer to an unread one for a broken stream; only a huge one is not.
   *
   * @param longest length in bytes above which a body is too long
   */
  public void answer(int longest, Function<Body, Answer> answer) {
    int readable = Math.max(longest, LONGEST_READ);
    if (request.getLength() > readable) {
      sendAnswerTo(Body.tooLong(request.getLength()), answer);
      return;
    }
    Content.Source.asByteArrayAsync(
        request,
        readable,
        Promise.Invocable.from(
            Invocable.InvocationType.BLOCKING,
            bytes ->
                sendAnswerTo(
                    bytes.length > longest ? Body.tooLong(bytes.length) : Body.of(bytes), answer),
            failure -> couldNotRead(failure, readable, answer)));
  }

  private void couldNotRead(Throwable failure, int readable, Function<Body, Answer> answer) {
    boolean tooLong = failure instanceof IllegalStateException;
    if (tooLong) {
      sendAnswerTo(Body.tooLong(readable + 1L), answer);
    } else {
      callback.failed(failure);
    }
  }

  private void sendAnswerTo(Body body, Function<Body, Answer> function) {
    try {
      send(function.apply(body));
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }

  /** Sends an answer after its delay. */
  public void send(Answer answer) {
    if (answer.delay().isZero()) {
      write(answer);
    } else {
      request
          .getComponents()
          .getScheduler()
          .schedule(() -> write(answer), answer.delay().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void write(Answer answer) {
    var faulty = new FaultyReply(request, response, callback);
    Fault fault = answer.fault();
    if (fault == null && answer.status() == 0) {
      faulty.cut();
      return;
    }
    if (fault == null || fault.answers()) {
      response.setStatus(answer.status());
      answer.headers().forEach(response.getHeaders()::put);
    }
    switch (fault) {
      case NEVER_ANSWER -> faulty.never();
      case REFUSE_STREAM -> faulty.reset(ErrorCode.REFUSED_STREAM_ERROR);
      case CANCEL_STREAM -> faulty.reset(ErrorCode.CANCEL_STREAM_ERROR);
      case FAIL_STREAM -> faulty.reset(ErrorCode.INTERNAL_ERROR);
      case TRICKLE -> faulty.trickle(answer.body());
      case ENDLESS_BODY -> faulty.endless();
      case GO_AWAY -> {
        faulty.goAway();
        response.write(true, buffer(answer.body()), callback);
      }
      case null -> response.write(true, buffer(answer.body()), callback);
    }
  }

  private static ByteBuffer buffer(@Nullable String body) {
    return body == null ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body.getBytes(UTF_8));
  }
}
