package dev.towncrier.api.web;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 that no client gets more than its share of: an address has only so many connections, and
 * requests' heads come in within a time, whatever their pace. Tomcat's own time-out begins anew
 * with every byte, so that a client could keep a connection for hours with one head.
 *
 * <p>Public, and with a constructor without parameters, for Tomcat.
 */
public final class BoundedProtocol extends Http11NioProtocol {
  private static final long SWEEP_SECONDS = 1;
  private static final long UNSET = -1;

  private final BoundedEndpoint endpoint;
  private long headNanos = Long.MAX_VALUE;
  private @Nullable ScheduledFuture<?> sweeping;

  /** Bounds nothing yet. */
  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void headTimeout(long nanos) {
    headNanos = nanos;
  }

  void connectionLimit(int ofOneAddress) {
    endpoint.connectionLimit(ofOneAddress);
  }

  @Override
  public void start() throws Exception {
    super.start();
    sweeping =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeSlow, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    super.stop();
  }

  private void closeSlow() {
    long now = System.nanoTime();
    for (SocketWrapperBase<?> connection : endpoint.getConnections()) {
      // Between two of a head's bytes, and only then, a connection keeps its processor.
      if (connection.getCurrentProcessor() instanceof Processor processor
          && !processor.isAsync()
          && !processor.isUpgrade()
          && isLate(processor, now)) {
        connection.close();
      }
    }
  }

  private boolean isLate(Processor processor, long now) {
    long start = processor.getRequest().getStartTimeNanos();
    return start != UNSET && now - start > headNanos;
  }
}
