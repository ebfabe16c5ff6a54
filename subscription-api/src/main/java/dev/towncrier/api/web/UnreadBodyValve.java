package dev.towncrier.api.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpStatus;

/**
 * Ends connections on which a body still comes that nobody wants. The answer goes out first, and
 * for a moment the body is read and thrown away, since a client may look at the answer only when it
 * has sent everything; Tomcat would do so for as long as the body trickles.
 */
class UnreadBodyValve extends ValveBase {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
  private static final int MOST = 2 * 1024 * 1024;
  private static final int AT_ONCE = 8 * 1024;

  UnreadBodyValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync() || request.isFinished()) {
      return;
    }
    response.flushBuffer(); // finishing it would close the body
    if (response.getStatus() == HttpStatus.REQUEST_TIMEOUT.value() || !endsSoon(request)) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, true);
    }
  }

  private static boolean endsSoon(Request request) {
    byte[] thrownAway = new byte[AT_ONCE];
    long start = System.nanoTime();
    int read = 0;
    try {
      InputStream body = request.getStream();
      while (read <= MOST && System.nanoTime() - start < PATIENCE) {
        int more = body.read(thrownAway);
        if (more < 0) {
          return true;
        }
        read += more;
      }
    } catch (IOException _) {
      // Cut off, or silent for too long.
    }
    return false;
  }
}
