package dev.towncrier.api.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.openapi.MadeRequests.MadeRequest;
import dev.towncrier.api.openapi.RawConnection.Reply;
import dev.towncrier.contract.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Shrinkable;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/**
 * Malformed requests, made from the API's own description. Which ones follows from a seed: the same
 * again with {@code -Dtowncrier.fuzz.seed}.
 */
class FuzzIT {
  private static final String SEED = "towncrier.fuzz.seed";
  private static final Set<Integer> SAYS_THE_BODY_IS_WRONG = Set.of(400, 413, 422);
  private static final int CONNECTIONS = 4;
  private static final int SHOWN = 20;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final long A_MILLION = 1_000_000;
  // A leak of a hundred bytes a request shows in the long run, and garbage that is late does not.
  private static final long HEAP_SLACK = 48L << 20;

  private static final RunningApi api = RunningApi.shared();
  private static final Problems problems = Problems.listed();
  private static final List<Target> targets = new ArrayList<>();
  private static final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void learnWhatIsRefused() throws InterruptedException, ExecutionException {
    Description description = Description.of(api);
    List<Callable<Target>> learning = new ArrayList<>();
    for (Description.Operation operation : description.operations()) {
      learning.add(() -> learned(new Target(api, description, operation)));
    }
    targets.addAll(atOnce(learning));
  }

  private static Target learned(Target target) throws IOException {
    try (RawConnection connection = new RawConnection(api.address())) {
      for (Draft draft : target.withEveryBody()) {
        failure(
                () -> {
                  Reply reply = send(connection, draft);
                  if (reply.status() >= 400) {
                    checkRefusal(draft, reply);
                  }
                  // Others, such as a conflict, come from what is there, not from the body.
                  if (SAYS_THE_BODY_IS_WRONG.contains(reply.status())) {
                    target.refuses(draft.body);
                  }
                })
            .ifPresent(failures::add);
      }
    }
    return target;
  }

  @Test
  void refusesMalformedRequestsForAMinute() throws Exception {
    long start = System.nanoTime();
    fuzz(
        () -> System.nanoTime() - start < A_MINUTE.dividedBy(10).toNanos(),
        () -> System.nanoTime() - start < A_MINUTE.toNanos());
  }

  @Test
  @Tag("long")
  void refusesAMillionMalformedRequests() throws Exception {
    AtomicLong made = new AtomicLong();
    fuzz(() -> made.incrementAndGet() <= A_MILLION / 10, () -> made.incrementAndGet() <= A_MILLION);
  }

  private static void fuzz(BooleanSupplier inFirstTenth, BooleanSupplier further)
      throws InterruptedException, ExecutionException {
    long seed = Long.getLong(SEED, new Random().nextLong());
    System.out.println("Malformed requests by -D" + SEED + "=" + seed);
    List<MadeRequests> requests = new ArrayList<>();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      requests.add(MadeRequests.of(targets, seed + connection));
    }
    Map<String, Long> rows = api.rowsByTable();

    long made = onAllConnections(requests, inFirstTenth);
    long heap = heap();
    made += onAllConnections(requests, further);

    long heapThen = heap();
    System.out.println(
        made + " requests, heap " + (heap >> 20) + " MB, then " + (heapThen >> 20) + " MB");

    SoftAssertions all = new SoftAssertions();
    all.assertThat(failures).isEmpty();
    all.assertThat(made).as("requests").isGreaterThan(1_000);
    all.assertThat(api.rowsByTable()).isEqualTo(rows);
    all.assertThat(heapThen).as("bytes of heap").isLessThan(heap + HEAP_SLACK);
    all.assertAll();
  }

  private static long onAllConnections(List<MadeRequests> requests, BooleanSupplier goesOn)
      throws InterruptedException, ExecutionException {
    List<Callable<Long>> all = new ArrayList<>();
    requests.forEach(each -> all.add(() -> onOneConnection(each, goesOn)));
    return atOnce(all).stream().mapToLong(Long::longValue).sum();
  }

  private static <T> List<T> atOnce(List<Callable<T>> all)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (Future<T> each : executor.invokeAll(all)) {
        results.add(each.get());
      }
    }
    return results;
  }

  private static long onOneConnection(MadeRequests requests, BooleanSupplier goesOn)
      throws IOException {
    long made = 0;
    try (RawConnection connection = new RawConnection(api.address())) {
      while (goesOn.getAsBoolean() && failures.size() < SHOWN) {
        Shrinkable<MadeRequest> next = requests.next();
        Optional<String> failure = failure(connection, next.value());
        if (failure.isPresent()) {
          MadeRequest smallest =
              MadeRequests.smallest(next, smaller -> failure(connection, smaller).isPresent());
          failures.add(failure(connection, smallest).or(() -> failure).get());
        }
        made++;
      }
    }
    return made;
  }

  private static Optional<String> failure(RawConnection connection, MadeRequest request) {
    return failure(() -> {
      Draft draft = request.draft();
      Reply reply = send(connection, draft);
      if (!request.isHarmless() || reply.status() >= 400) {
        checkRefusal(draft, reply);
      }
    });
  }

  // One run shows several, each with what was sent.
  private static Optional<String> failure(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Reply send(RawConnection connection, Draft draft) {
    try {
      return connection.exchange(draft.request(), draft.isHead(), draft.ends);
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("No answer that can be read to\n" + draft, e);
    }
  }

  private static void checkRefusal(Draft draft, Reply reply) {
    String what = draft + "\n-> " + reply.status() + " " + reply.headers() + "\n" + reply.body();
    if (reply.status() == 0) { // which is a refusal too, of what is no request
      assertThat(draft.ends).as(what).isTrue();
      return;
    }
    if (!draft.alsoRight.contains(reply.status())) {
      assertThat(reply.status()).as(what).isBetween(400, 499);
    }
    if (!draft.isHead()) {
      try {
        problems.check(
            what,
            reply.status(),
            reply.header("content-type"),
            Json.MAPPER.readTree(reply.body().getBytes(ISO_8859_1)));
      } catch (JacksonException e) {
        throw new AssertionError("The answer is no JSON: " + what, e);
      }
    }
  }

  private static long heap() {
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
