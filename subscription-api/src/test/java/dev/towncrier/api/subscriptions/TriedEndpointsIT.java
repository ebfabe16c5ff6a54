package dev.towncrier.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.infrastructure.endpoints.TriedEndpoint;
import dev.towncrier.infrastructure.endpoints.TriedEndpoint.Expectation;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every way to write a hostile endpoint that we know of, against the API as visitors reach it. */
class TriedEndpointsIT {
  private final RunningApi shared = RunningApi.shared();
  private final String application = shared.newApplication().id();

  @Test
  void storesEndpointsOfKnownPushServicesOnly() {
    check(shared, tried -> tried.expectation() == Expectation.ACCEPTED);
  }

  @Test
  void storesEndpointsOfPublicHostsOnlyWhereConfigurationAllowsThem() {
    try (RunningApi open =
        shared.another(Map.of("towncrier.push-service.any-public-host", "true"))) {
      check(open, tried -> tried.expectation() != Expectation.REFUSED);
    }
  }

  private void check(RunningApi api, Predicate<TriedEndpoint> isAllowed) {
    List<TriedEndpoint> all = TriedEndpoint.all();
    for (TriedEndpoint tried : all) {
      Answer answer =
          api.call(
              "POST",
              "/v1/applications/" + application + "/subscriptions",
              Browser.fresh().at(tried.url()).body().toString(),
              Map.of());
      if (isAllowed.test(tried)) {
        assertThat(answer.status()).as(tried + answer.body()).isEqualTo(201);
      } else {
        // U+0000 is not taken in any text.
        int status = tried.url().indexOf(0) < 0 ? 422 : 400;
        assertThat(answer.status()).as(tried + answer.body()).isEqualTo(status);
        assertThat(answer.json().get("member").stringValue()).isEqualTo("subscription.endpoint");
      }
    }
    assertThat(rows()).isEqualTo(all.stream().filter(isAllowed).count());
  }

  private long rows() {
    return shared.number(
        "select count(*) from subscription where application_id = '" + application + "'");
  }
}
