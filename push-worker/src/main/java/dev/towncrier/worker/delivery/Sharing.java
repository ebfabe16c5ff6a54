package dev.towncrier.worker.delivery;

import dev.towncrier.store.PushServiceStates;
import dev.towncrier.store.PushServiceStates.AnswerCount;
import dev.towncrier.store.PushServiceStates.Hold;
import dev.towncrier.store.PushServiceStates.OpenBreaker;
import dev.towncrier.store.PushServiceStates.Pair;
import dev.towncrier.store.PushServiceStates.SharedStates;
import dev.towncrier.worker.isolation.Brake;
import dev.towncrier.worker.isolation.PushServiceGate;
import dev.towncrier.worker.isolation.PushServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares with the other workers, about once a second, what this one learnt of push services: holds,
 * brakes, and how often subscriptions are gone; and tells people of open breakers. The store is
 * asked on a thread of its own.
 */
final class Sharing {
  private static final Logger log = LoggerFactory.getLogger(Sharing.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private record News(
      List<AnswerCount> counts,
      List<Hold> holds,
      List<PushServiceStates.Brake> brakes,
      List<OpenBreaker> breakers) {

    News() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final PushServiceStates states;
  private final PushServices<ServiceQueue> services;
  private final DeliveryMetrics metrics;
  private @Nullable FutureTask<SharedStates> exchange;
  private Instant next = Instant.MIN;

  Sharing(PushServiceStates states, PushServices<ServiceQueue> services, DeliveryMetrics metrics) {
    this.states = states;
    this.services = services;
    this.metrics = metrics;
  }

  /** Takes what the others know, and begins the next exchange when it is time. */
  void turn(Instant now) {
    FutureTask<SharedStates> current = exchange;
    if (current != null) {
      if (!current.isDone()) {
        return;
      }
      exchange = null;
      switch (current.state()) {
        case SUCCESS -> take(current.resultNow());
        default -> log.warn("Nothing is shared for now: {}", current.exceptionNow().toString());
      }
    }
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    metrics.services(services.byOrigin(), now);
    News news = news(now);
    FutureTask<SharedStates> task =
        new FutureTask<>(() -> {
          states.tell(news.breakers());
          return states.exchange(news.counts(), news.holds(), news.brakes());
        });
    exchange = task;
    Thread.ofVirtual().name("sharing").start(task);
  }

  private News news(Instant now) {
    News news = new News();
    services
        .byOrigin()
        .forEach((origin, service) -> {
          PushServiceGate gate = service.gate();
          gate.holds()
              .forEach((application, until) -> {
                if (until.isAfter(now)) {
                  news.holds().add(new Hold(new Pair(origin, application), until));
                }
              });
          gate.brakes().forEach((application, brake) -> add(news, origin, application, brake, now));
          if (gate.isOpen()) {
            news.breakers().add(new OpenBreaker(origin, gate.openSince(), gate.failure()));
          }
        });
    return news;
  }

  private static void add(News news, String origin, String application, Brake brake, Instant now) {
    Pair pair = new Pair(origin, application);
    if (brake.isOn(now)) {
      news.brakes().add(new PushServiceStates.Brake(pair, brake.since(), brake.lastAbnormal()));
    }
    Brake.Settled settled = brake.takeSettled(now);
    if (settled.answers() > 0) {
      news.counts().add(new AnswerCount(pair, settled.answers(), settled.gone()));
    }
  }

  private void take(SharedStates shared) {
    for (Hold hold : shared.holds()) {
      Pair pair = hold.pair();
      services.of(pair.pushService()).gate().hold(pair.application(), hold.until());
    }
    for (PushServiceStates.Brake brake : shared.brakes()) {
      Pair pair = brake.pair();
      services
          .of(pair.pushService())
          .gate()
          .brake(pair.application())
          .goOn(brake.since(), brake.lastAbnormalAt());
    }
    shared
        .usualGoneShare()
        .forEach((pair, share) ->
            services
                .known(pair.pushService())
                .ifPresent(service -> service.gate().brake(pair.application()).usual(share)));
  }
}
