package dev.towncrier.api.stream;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.PushServiceReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The streams that are open, and the feeds that they are told by. */
@Component
final class Streams implements SmartLifecycle {
  private static final long RETRY_SECONDS = 10;

  private final StreamSettings settings;
  private final Notifications store;
  private final PushServiceReader pushServices;
  private final RateFeed rates;
  private final BacklogFeed backlog;
  private final JsonMapper json;

  // Guarded by this.
  private final Set<EventStream> open = new HashSet<>();
  private final Map<String, List<Feed>> ofApplications = new HashMap<>();
  private boolean running;

  Streams(
      StreamSettings settings,
      Notifications store,
      PushServiceReader pushServices,
      RateFeed rates,
      BacklogFeed backlog,
      JsonMapper json,
      MeterRegistry meters) {
    this.settings = settings;
    this.store = store;
    this.pushServices = pushServices;
    this.rates = rates;
    this.backlog = backlog;
    this.json = json;
    Gauge.builder("towncrier.streams", this, Streams::count)
        .description("Event streams that are open")
        .register(meters);
  }

  /**
   * Opens a stream, which has to be closed.
   *
   * @param ofAll whether its reader may know of all applications
   * @throws Problem 429 if too many are open, 503 if the process is about to end
   */
  synchronized EventStream open(String application, boolean ofAll) {
    if (!running) {
      throw later(ProblemKind.UNAVAILABLE, "The server is starting or stopping.");
    }
    if (open.size() >= settings.limit()) {
      throw later(ProblemKind.TOO_MANY_STREAMS, "The server has as many streams as it may.");
    }
    if (open.stream().filter(stream -> stream.application().equals(application)).count()
        >= settings.applicationLimit()) {
      throw later(ProblemKind.TOO_MANY_STREAMS, "The application has as many streams as it may.");
    }
    EventStream stream = new EventStream(application);
    open.add(stream);
    ofApplications
        .computeIfAbsent(
            application,
            id ->
                List.of(
                    new NotificationFeed(id, store, json),
                    new PushServiceFeed(id, pushServices, json)))
        .forEach(feed -> feed.join(stream));
    rates.join(stream);
    if (ofAll) {
      backlog.join(stream);
    }
    return stream;
  }

  /** Forgets a stream; its feeds end with their last one. */
  synchronized void close(EventStream stream) {
    open.remove(stream);
    ofApplications.computeIfPresent(
        stream.application(),
        (_, feeds) -> {
          feeds.forEach(feed -> feed.leave(stream));
          return feeds.stream().allMatch(Feed::isIdle) ? null : feeds;
        });
    rates.leave(stream);
    backlog.leave(stream);
  }

  private synchronized int count() {
    return open.size();
  }

  private static Problem later(ProblemKind kind, String detail) {
    return Problem.later(kind, detail, RETRY_SECONDS);
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /** Ends them all. */
  @Override
  public void stop() {
    List<Feed> feeds = new ArrayList<>(List.of(rates, backlog));
    synchronized (this) {
      running = false;
      open.forEach(EventStream::end);
      ofApplications.values().forEach(feeds::addAll);
    }
    feeds.forEach(Feed::stop);
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Stops first, so that the server does not wait for streams when it stops. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
