package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Routes;
import dev.towncrier.api.Routes.Credential;
import dev.towncrier.api.Routes.Route;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever one application's keys, tokens and pages do with another's paths and ids is refused on
 * every route, and changes nothing. A route that is added takes part by itself; it fails here until
 * {@link FurnishedApplication} has what it needs to succeed.
 */
class EveryRouteIT {
  private static final RunningApi api = RunningApi.shared();

  private FurnishedApplication own;
  private FurnishedApplication other;
  private Map<String, String> before;

  static List<Route> routes() {
    return Routes.all(api);
  }

  static List<Route> routesForServices() {
    return Routes.forServices(api).toList();
  }

  static List<Route> routesForVisitors() {
    return routes().stream().filter(route -> route.credential() != Credential.KEY).toList();
  }

  static List<Route> routesWithAToken() {
    return routes().stream().filter(route -> route.credential() == Credential.TOKEN).toList();
  }

  static List<Route> routesOfNoApplication() {
    return routes().stream().filter(route -> !route.isOfOneApplication()).toList();
  }

  @BeforeEach
  void twoApplications() {
    own = FurnishedApplication.in(api);
    other = FurnishedApplication.in(api);
    before = api.data();
  }

  @Test
  void isDescribed() {
    assertThat(routes().stream().map(Route::template).collect(Collectors.toSet()))
        .isEqualTo(api.mappings());
  }

  /** Without this, all the others would prove nothing. */
  @ParameterizedTest
  @MethodSource("routes")
  void succeedsForWhomItIsFor(Route route) {
    String bearer =
        switch (route.credential()) {
          case NONE, TOKEN -> other.token();
          case KEY -> route.isOfOneApplication() ? other.key() : RunningApi.ADMIN_KEY;
        };
    boolean forPages = route.credential() != Credential.KEY;

    Answer answer =
        api.call(
            route.method(),
            other.path(route),
            other.body(route),
            forPages
                ? other.headers(route, bearer)
                : FurnishedApplication.serverHeaders(route, bearer));

    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
  }

  @ParameterizedTest
  @MethodSource("routesForServices")
  void knowsNoOtherApplicationToAKey(Route route) {
    Answer there = call(own.key(), route, other.application());
    Answer nowhere = call(own.key(), route, "nobody");

    refused(there, 404);
    assertThat(there.body().replace(other.application(), "nobody")).isEqualTo(nowhere.body());
    if (withIds(route)) {
      refused(call(own.key(), route, own.application()), 404);
    }
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routesForServices")
  void opensToNoVisitorAndToNobody(Route route) {
    refused(call(own.token(), route, other.application()), 403);
    refused(call(other.token(), route, other.application()), 403);
    refused(call("", route, other.application()), 401);
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routesWithAToken")
  void opensToTheSubscriptionsOwnTokenInItsOwnApplicationAlone(Route route) {
    for (String bearer : List.of(own.token(), own.key(), other.key(), RunningApi.ADMIN_KEY)) {
      refused(call(bearer, route, other.application()), 403);
    }
    refused(call("", route, other.application()), 401);
    refused(call(other.token(), route, own.application()), 404);
    refused(call(own.token(), route, own.application()), 404);
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routesForVisitors")
  void opensToNoPageOfAnotherApplication(Route route) {
    refused(
        api.call(
            route.method(),
            other.path(route),
            other.body(route),
            own.headers(route, other.token())),
        403);
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routesOfNoApplication")
  void showsAKeyItsOwnApplicationAlone(Route route) {
    refused(call("", route, ""), 401);
    refused(call(own.token(), route, ""), 403);
    Answer answer = call(own.key(), route, "");
    if (route.method().equals("GET")) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"" + own.application() + "\"");
      assertThat(answer.body()).doesNotContain("\"" + other.application() + "\"");
    } else {
      refused(answer, 403);
    }
    assertThat(
            api.call(
                    route.method(),
                    route.template(),
                    other.body(route),
                    own.headers(route, own.key()))
                .status())
        .isEqualTo(403);
    unchanged();
  }

  @Test
  void countsNobodyOfAnotherApplication() {
    String audience = "{\"audience\": {\"subscriptions\": [\"" + other.subscription() + "\"]}}";

    assertThat(count(own, audience)).isZero();
    assertThat(count(other, audience)).isOne();
  }

  private static int count(FurnishedApplication of, String audience) {
    return api.callAs(
            of.key(), "POST", "/v1/applications/" + of.application() + "/audience-count", audience)
        .json()
        .get("count")
        .intValue();
  }

  private static boolean withIds(Route route) {
    return route.template().replace("{application}", "").contains("{");
  }

  /** Calls the route for what the other application has. */
  private Answer call(String bearer, Route route, String application) {
    return api.call(
        route.method(),
        other.path(route, application),
        other.body(route),
        FurnishedApplication.serverHeaders(route, bearer));
  }

  private void refused(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  private void unchanged() {
    assertThat(api.data()).isEqualTo(before);
  }
}
