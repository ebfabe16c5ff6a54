package dev.towncrier.crypto.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidAuthSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSecretTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 32})
  void refusesAnyLengthButSixteen(int length) {
    assertThatExceptionOfType(InvalidAuthSecret.class)
        .isThrownBy(() -> AuthSecret.decode(new byte[length]))
        .withMessageContaining("16 bytes, not " + length);
  }

  @Test
  void readsBase64UrlWithAndWithoutPadding() {
    assertThat(AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg=="))
        .isEqualTo(AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg"))
        .isNotEqualTo(AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgw"));
  }

  @Test
  void refusesWhatIsNotBase64UrlWithoutQuotingIt() {
    assertThatExceptionOfType(InvalidAuthSecret.class)
        .isThrownBy(() -> AuthSecret.decode("BTBZMqHH6r4Tts7J/aSIgg"))
        .withMessage("Not an authentication secret: not base64url")
        .withNoCause();
  }

  @Test
  void cannotBePrinted() {
    assertThat(AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg")).hasToString("AuthSecret[redacted]");
  }
}
