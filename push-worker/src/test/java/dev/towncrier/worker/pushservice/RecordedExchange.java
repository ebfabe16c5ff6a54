package dev.towncrier.worker.pushservice;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Remembers what became of one message, and how often its request was asked for. */
final class RecordedExchange implements PushServiceClient.Exchange {
  private final Supplier<PushRequest> request;
  private final CompletableFuture<PushResponse> answer = new CompletableFuture<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger endings = new AtomicInteger();

  RecordedExchange(Supplier<PushRequest> request) {
    this.request = request;
  }

  static RecordedExchange sent(PushServiceClient client, PushRequest request) {
    RecordedExchange exchange = new RecordedExchange(() -> request);
    client.send(request.pushService(), exchange);
    return exchange;
  }

  @Override
  public PushRequest request() {
    asked.incrementAndGet();
    return request.get();
  }

  @Override
  public void answered(PushResponse response) {
    endings.incrementAndGet();
    answer.complete(response);
  }

  @Override
  public void failed(RuntimeException cause) {
    endings.incrementAndGet();
    answer.completeExceptionally(cause);
  }

  /** Waits for it. */
  PushResponse answer() {
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("There was no answer", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("It failed", e.getCause());
    }
  }

  boolean hasEnded() {
    return answer.isDone();
  }

  int timesAsked() {
    return asked.get();
  }

  int endings() {
    return endings.get();
  }
}
