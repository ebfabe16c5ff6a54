package dev.towncrier.worker.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what may go to one push service now, by how it answered. For one thread. */
public final class PushServiceGate {
  /** With requests in flight and no answer for so long, a push service counts as stalled. */
  private static final Duration STALLED = Duration.ofSeconds(3);

  private static final Duration BRIEFEST_HOLD = Duration.ofSeconds(1);

  private final Window window;
  private final Breaker breaker;
  private final RateLimits rateLimits = new RateLimits();
  private final Schedule schedule = new Schedule();
  private final Map<String, Brake> brakes = new HashMap<>();
  private int inFlight;
  private Instant lastSign = Instant.MIN;
  private boolean hasAnswered;

  /** For a push service of which nothing is known yet. */
  public PushServiceGate(int largestWindow, RandomGenerator random) {
    window = new Window(largestWindow);
    breaker = new Breaker(random);
  }

  /**
   * Decides about one delivery.
   *
   * @param room requests that the worker may still start, to whichever push service; none takes
   *     more than is left to all others, so that no one of them takes it all
   * @param goesFirst whether it may take the part of the window that is kept free for such
   */
  public Admission admit(
      String application, UUID subscription, int room, boolean goesFirst, Instant now) {
    Instant held = rateLimits.heldUntil(application, subscription, window.rate(), now);
    if (held != null) {
      return new Admission.Park(held, Admission.Cause.RATE_LIMIT);
    }
    if (!breaker.mayPass(now)) {
      return new Admission.Park(
          schedule.next(breaker.probeAt(), window.rate(), now), Admission.Cause.BREAKER);
    }
    int most = goesFirst ? window.limit() : window.limitOfTheRest();
    return inFlight < Math.min(most, room) ? Admission.Go.GO : Admission.Wait.WAIT;
  }

  /**
   * When one more is to come again, if it would have to wait too long or for a push service that
   * has stopped answering; null if it may wait.
   *
   * @param queued how many wait
   * @param longest what is too long
   */
  public @Nullable Instant insteadOfWaiting(int queued, Duration longest, Instant now) {
    boolean stalled = inFlight > 0 && lastSign.plus(STALLED).isBefore(now);
    double seconds = queued / window.rate();
    return stalled || seconds > longest.toSeconds() ? schedule.next(now, window.rate(), now) : null;
  }

  /** A request is on its way. */
  public void started(Instant now) {
    if (inFlight == 0) {
      lastSign = now;
    }
    inFlight++;
    breaker.passed();
  }

  /** It was not made after all. */
  public void withdrawn() {
    inFlight--;
    breaker.withdrawn();
  }

  /** The push service took a decision about a message, which says that it is well. */
  public void answered(Duration latency, Instant now) {
    lastSign = now;
    hasAnswered = true;
    window.answered(latency, inFlight, now);
    inFlight--;
    breaker.succeeded();
  }

  /**
   * No answer came, or one that says that it is not well.
   *
   * @param why for people
   */
  public void failed(String why, Instant now) {
    window.failed(inFlight, now);
    inFlight--;
    breaker.failed(why, now);
  }

  /**
   * It asked to wait; it is well otherwise.
   *
   * @param wait what it asked for, or our own back-off if it named no time
   * @return whether the application is now held
   */
  public boolean limited(
      String application, UUID subscription, Duration wait, Duration latency, Instant now) {
    answered(latency, now);
    Duration atLeast = wait.compareTo(BRIEFEST_HOLD) < 0 ? BRIEFEST_HOLD : wait;
    return rateLimits.limited(application, subscription, now.plus(atLeast), now);
  }

  /** Whether it ever answered that it is well. */
  public boolean hasAnswered() {
    return hasAnswered;
  }

  /** Another worker was asked to wait. */
  public void hold(String application, Instant until) {
    rateLimits.hold(application, until);
  }

  /** The brake on removals of an application's subscriptions. */
  public Brake brake(String application) {
    return brakes.computeIfAbsent(application, _ -> new Brake());
  }

  /** Brakes by application, of those that were asked for. */
  public Map<String, Brake> brakes() {
    return brakes;
  }

  /** Holds by application. */
  public Map<String, Instant> holds() {
    return rateLimits.applications();
  }

  /** Requests that were started and not answered. */
  public int inFlight() {
    return inFlight;
  }

  /** Requests in flight, at most. */
  public int window() {
    return window.limit();
  }

  /** Whether it only fails, and is left alone but for a try now and then. */
  public boolean isOpen() {
    return breaker.isOpen();
  }

  /** Since when it is, if it is. */
  public Instant openSince() {
    return breaker.since();
  }

  /** The latest failure, for people. */
  public String failure() {
    return breaker.failure();
  }
}
