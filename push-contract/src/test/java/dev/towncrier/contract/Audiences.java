package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Audiences as events hold them. */
final class Audiences {
  private Audiences() {}

  static Audience read(String audience) {
    return SampleEvent.valid().with("audience", audience).parse().audience();
  }

  static void assertRefused(String audience, String member, String problem) {
    assertThatExceptionOfType(InvalidJson.class)
        .isThrownBy(() -> read(audience))
        .withMessageStartingWith(member + " " + problem)
        .satisfies(refusal -> assertThat(refusal.member()).isEqualTo(member));
  }
}
