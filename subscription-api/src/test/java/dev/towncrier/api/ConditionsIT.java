package dev.towncrier.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entity tags of applications and of subscriptions (RFC 9110 sections 8.8.3 and 13). */
class ConditionsIT {
  private static final RunningApi api = RunningApi.shared();

  /** Something that has a tag, and changes of it. */
  record Resource(String path, String bearer, String method, List<String> changes) {
    Answer get(String ifNoneMatch) {
      return call(
          "GET", null, ifNoneMatch.isEmpty() ? Map.of() : Map.of("If-None-Match", ifNoneMatch));
    }

    Answer change(int which, String ifMatch) {
      return call(
          method, changes.get(which), ifMatch.isEmpty() ? Map.of() : Map.of("If-Match", ifMatch));
    }

    private Answer call(String method, String body, Map<String, String> conditions) {
      Map<String, String> headers = new HashMap<>(conditions);
      headers.put("Authorization", "Bearer " + bearer);
      return api.call(method, path, body, headers);
    }

    @Override
    public String toString() {
      return method + " " + path.replaceAll("[^/]*\\d[^/]*", "...");
    }
  }

  static Stream<Resource> resources() {
    String application = "/v1/applications/" + api.newApplication().id();
    String subscriptions = application + "/subscriptions";
    Answer made = api.call("POST", subscriptions, Browser.fresh().body().toString(), Map.of());
    String subscription = subscriptions + "/" + made.json().get("id").stringValue();
    String token = made.json().get("token").stringValue();
    return Stream.of(
        new Resource(
            application,
            RunningApi.ADMIN_KEY,
            "PATCH",
            List.of("{\"name\": \"One\"}", "{\"topics\": []}")),
        new Resource(
            subscription, token, "PATCH", List.of("{\"locale\": \"nb\"}", "{\"locale\": \"en\"}")),
        new Resource(
            subscription,
            token,
            "PUT",
            List.of(
                Browser.fresh().bodyWith("locale", "\"sv\""),
                Browser.fresh().bodyWith("locale", "\"da\""))));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void changesOnlyWhatTheCallerHasRead(Resource resource) {
    String first = resource.get("").header("ETag");
    assertThat(first).matches("\"[!-~&&[^\"]]+\"");

    Answer changed = resource.change(0, first);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    String second = changed.header("ETag");
    assertThat(second).isNotEqualTo(first);
    Answer read = resource.get("");
    assertThat(read.header("ETag")).isEqualTo(second);

    for (String stale : List.of(first, "\"x\"", "W/" + second)) {
      Answer refused = resource.change(1, stale);
      assertThat(refused.status()).isEqualTo(412);
      assertThat(refused.json().get("type").stringValue())
          .isEqualTo("urn:towncrier:problem:precondition-failed");
    }
    assertThat(resource.get("").body()).isEqualTo(read.body());
    assertThat(resource.get("").header("ETag")).isEqualTo(second);

    assertThat(resource.change(1, first + ", " + second).status()).isEqualTo(200);
    assertThat(resource.change(0, "*").status()).isEqualTo(200);
    assertThat(resource.change(1, "").status()).isEqualTo(200);
    assertThat(resource.change(1, "x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void letsOneOfManyChangeWhatTheyAllHaveRead(Resource resource) throws Exception {
    String tag = resource.get("").header("ETag");
    List<Callable<Integer>> changes =
        IntStream.range(0, 8)
            .<Callable<Integer>>mapToObj(i -> () -> resource.change(i % 2, tag).status())
            .toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Integer> statuses = threads.invokeAll(changes).stream().map(Future::resultNow).toList();
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void sendsNothingAgainThatTheCallerHas(Resource resource) {
    String tag = resource.get("").header("ETag");

    for (String known : List.of(tag, "\"x\", " + tag, "W/" + tag)) {
      Answer unchanged = resource.get(known);
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.header("ETag")).isEqualTo(tag);
      assertThat(unchanged.body()).isEmpty();
    }
    resource.change(0, "");
    assertThat(resource.get(tag).status()).isEqualTo(200);
  }
}
