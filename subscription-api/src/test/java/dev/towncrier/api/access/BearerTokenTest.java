package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BearerTokenTest {

  @Test
  void readsTheSchemeInAnyCase() {
    assertThat(BearerToken.of("Bearer abc")).contains(new BearerToken("abc"));
    assertThat(BearerToken.of("bearer  abc ")).contains(new BearerToken("abc"));
  }

  @Test
  void findsNoneInOtherSchemes() {
    assertThat(BearerToken.of(null)).isEmpty();
    assertThat(BearerToken.of("")).isEmpty();
    assertThat(BearerToken.of("Bearer ")).isEmpty();
    assertThat(BearerToken.of("Basic abc")).isEmpty();
    assertThat(BearerToken.of("Bearerabc")).isEmpty();
  }

  @Test
  void isNeverPrinted() {
    assertThat(new BearerToken("abc")).hasToString("BearerToken[redacted]");
  }

  @Test
  void opensNothingWithoutAConfiguredKey() {
    assertThat(new AccessSettings(null).isAdminKey(new BearerToken(""))).isFalse();
    assertThat(new AccessSettings(" ").isAdminKey(new BearerToken(" "))).isFalse();
    assertThat(new AccessSettings("key").isAdminKey(new BearerToken("kez"))).isFalse();
    assertThat(new AccessSettings("key").isAdminKey(new BearerToken("key"))).isTrue();
    assertThat(new AccessSettings("key")).hasToString("AccessSettings[redacted]");
  }
}
