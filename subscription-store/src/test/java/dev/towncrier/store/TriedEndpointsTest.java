package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.infrastructure.endpoints.TriedEndpoint;
import dev.towncrier.infrastructure.endpoints.TriedEndpoint.Expectation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write a hostile endpoint that we know of, against the policy in both its modes. */
class TriedEndpointsTest {
  private static final int FEWEST = 200;

  private final EndpointPolicy knownPushServices = new EndpointPolicy(List.of());
  private final EndpointPolicy anyPublicHost = new EndpointPolicy(List.of(), true);

  static List<TriedEndpoint> tried() {
    return TriedEndpoint.all();
  }

  @ParameterizedTest
  @MethodSource("tried")
  void allowsKnownPushServicesOnly(TriedEndpoint tried) {
    assertThat(allows(knownPushServices, tried.url()))
        .isEqualTo(tried.expectation() == Expectation.ACCEPTED);
  }

  @ParameterizedTest
  @MethodSource("tried")
  void allowsPublicHostsOnly(TriedEndpoint tried) {
    assertThat(allows(anyPublicHost, tried.url()))
        .isEqualTo(tried.expectation() != Expectation.REFUSED);
  }

  @Test
  void triesEveryCategory() {
    assertThat(tried()).hasSizeGreaterThan(FEWEST).doesNotHaveDuplicates();
    assertThat(tried().stream().collect(Collectors.groupingBy(TriedEndpoint::category)))
        .containsOnlyKeys(
            "push service",
            "IP notation",
            "name inside",
            "suffix",
            "userinfo or port",
            "encoding",
            "scheme",
            "length")
        .allSatisfy((_, endpoints) -> assertThat(endpoints).hasSizeGreaterThan(10));
  }

  private static boolean allows(EndpointPolicy policy, String url) {
    try {
      return policy.check(url).url().equals(url);
    } catch (EndpointRefused _) {
      return false;
    }
  }
}
