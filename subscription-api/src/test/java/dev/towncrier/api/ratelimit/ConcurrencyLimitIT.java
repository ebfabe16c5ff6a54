package dev.towncrier.api.ratelimit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitIT {
  private static final String SOMEONE = "192.0.2.1";
  private static final String ANOTHER = "192.0.2.2";

  private static final Executor EACH_ON_ITS_OWN = work -> Thread.ofVirtual().start(work);

  private final RunningApi shared = RunningApi.shared();
  private final String base = "/v1/applications/" + shared.newApplication().id();

  private RunningApi api(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("server.forward-headers-strategy", "native");
    return shared.another(all);
  }

  /** Subscribes on a thread of its own; it ends when the table is free. */
  private CompletableFuture<Answer> subscribing(RunningApi api, String address) {
    String body = Browser.fresh().body().toString();
    return CompletableFuture.supplyAsync(
        () -> api.call("POST", base + "/subscriptions", body, Map.of("X-Forwarded-For", address)),
        EACH_ON_ITS_OWN);
  }

  private Answer config(RunningApi api, String address) {
    return api.call("GET", base + "/config", null, Map.of("X-Forwarded-For", address));
  }

  private void awaitAtWork(int requests) {
    await()
        .until(
            () ->
                shared.number(
                    "select count(*) from pg_locks where not granted"
                        + " and relation = 'subscription'::regclass"),
            count -> count == requests);
  }

  @Test
  void makesAnAddressWaitThatAsksForMuchAtOnceAndNobodyElse() throws Exception {
    try (RunningApi api =
        api(Map.of("towncrier.concurrency-limit", "2", "towncrier.request-timeout", "1s"))) {
      List<CompletableFuture<Answer>> atWork = new ArrayList<>();
      try (Connection _ = shared.lock("subscription")) {
        atWork.add(subscribing(api, SOMEONE));
        atWork.add(subscribing(api, SOMEONE));
        awaitAtWork(2);

        Answer refused = config(api, SOMEONE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("type").stringValue())
            .isEqualTo("urn:towncrier:problem:rate-limited");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(config(api, ANOTHER).status()).isEqualTo(200);
      }
      for (CompletableFuture<Answer> one : atWork) {
        assertThat(one.get(30, SECONDS).status()).isEqualTo(201);
      }
      assertThat(config(api, SOMEONE).status()).isEqualTo(200);
    }
  }

  @Test
  void letsAsManyBeAtWorkAsThereAreProcessorsByItself() throws Exception {
    int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
    try (RunningApi api =
        api(
            Map.of(
                "towncrier.rate-limit",
                "600",
                "spring.datasource.hikari.maximum-pool-size",
                Integer.toString(atOnce + 2)))) {
      List<CompletableFuture<Answer>> all = new ArrayList<>();
      try (Connection _ = shared.lock("subscription")) {
        for (int i = 0; i < atOnce + 4; i++) {
          all.add(subscribing(api, SOMEONE));
        }
        awaitAtWork(atOnce);

        all.add(subscribing(api, ANOTHER));
        awaitAtWork(atOnce + 1);
      }
      for (CompletableFuture<Answer> one : all) {
        assertThat(one.get(30, SECONDS).status()).isEqualTo(201);
      }
    }
  }

  @Test
  void startsWithNoLimitThatIsAMistake() {
    assertThatThrownBy(() -> api(Map.of("towncrier.concurrency-limit", "-1")).close())
        .rootCause()
        .hasMessageContaining("towncrier.concurrency-limit must be from 0");
  }
}
