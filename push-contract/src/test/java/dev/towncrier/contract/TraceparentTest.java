package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void namesTraceSpanAndWhetherItIsSampled() {
    assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-01"))
        .contains(new Traceparent(TRACE, SPAN, true));
    assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-02"))
        .contains(new Traceparent(TRACE, SPAN, false));
  }

  @Test
  void isWrittenAsItWasRead() {
    String sampled = "00-" + TRACE + "-" + SPAN + "-01";
    String unsampled = "00-" + TRACE + "-" + SPAN + "-00";

    assertThat(Traceparent.parse(sampled).orElseThrow().text()).isEqualTo(sampled);
    assertThat(Traceparent.parse(unsampled).orElseThrow().text()).isEqualTo(unsampled);
  }

  @Test
  void passesOverWhatALaterVersionAdds() {
    assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like"))
        .contains(new Traceparent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
      })
  void nothingElseIsOne(String header) {
    assertThat(Traceparent.parse(header)).isEmpty();
  }
}
