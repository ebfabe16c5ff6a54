package dev.towncrier.worker.delivery;

import dev.towncrier.contract.Topics;
import dev.towncrier.store.PushServiceStates;
import dev.towncrier.worker.isolation.PushServiceGate;
import dev.towncrier.worker.isolation.PushServices;
import dev.towncrier.worker.outcome.OutcomeRouter;
import dev.towncrier.worker.outcome.RetryPolicy;
import dev.towncrier.worker.pushservice.PushServiceClient;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;

/** Puts a session together from what lasts longer than it and what is its own. */
record DeliverySessions(
    DeliverySettings settings,
    Topics topics,
    Loader loader,
    RequestMaker requests,
    PushServiceClient client,
    OutcomeRouter router,
    PushServiceStates states,
    DeliveryMetrics metrics,
    DeliverySpans spans,
    InstantSource clock) {

  /**
   * Begins a session.
   *
   * @param onAssigned run when it has joined its group
   */
  DeliverySession begin(
      Runnable onAssigned, Consumer<byte[], byte[]> consumer, Committer committer) {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    PushServices<ServiceQueue> services =
        new PushServices<>(
            () ->
                new ServiceQueue(new PushServiceGate(settings.concurrencyPerPushService(), random)),
            ServiceQueue::isIdle);
    RetryPolicy retries = new RetryPolicy(random);
    Endings endings = new Endings(router, metrics, spans);
    Dispatcher dispatcher = new Dispatcher(settings.window(), retries, endings, services);
    Queue<Attempt.Result> results = new ConcurrentLinkedQueue<>();
    Starter starter =
        new Starter(loader, requests, client, retries, endings, dispatcher, clock, results);
    return new DeliverySession(
        settings,
        topics,
        dispatcher,
        starter,
        new Collector(results, starter, dispatcher, retries, endings, metrics),
        new Sharing(states, services, metrics),
        router,
        metrics,
        clock,
        onAssigned,
        consumer,
        committer);
  }
}
