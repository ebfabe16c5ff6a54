package dev.towncrier.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptsTest {
  private final Scripts scripts = new Scripts();

  @Test
  void givesEachAnswerAsOftenAsTold() {
    scripts.tellAll(List.of(ScriptedAnswer.times(2, 503), ScriptedAnswer.times(1, 429)));
    assertThat(scripts.next("a").status()).isEqualTo(503);
    assertThat(scripts.next("b").status()).isEqualTo(503);
    assertThat(scripts.next("c").status()).isEqualTo(429);
    assertThat(scripts.next("d")).isNull();
  }

  @Test
  void putsASubscriptionsOwnScriptFirst() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tell("a", List.of(ScriptedAnswer.times(1, 404)));
    assertThat(scripts.next("b").status()).isEqualTo(500);
    assertThat(scripts.next("a").status()).isEqualTo(404);
    assertThat(scripts.next("a").status()).isEqualTo(500);
  }

  @Test
  void endsWithAForgottenScript() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tell("a", List.of(ScriptedAnswer.always(404)));
    scripts.forgetAll();
    assertThat(scripts.next("a").status()).isEqualTo(404);
    scripts.forget("a");
    assertThat(scripts.next("a")).isNull();
  }

  @Test
  void namesTheMemberThatIsWrong() {
    assertThatThrownBy(() -> ScriptedAnswer.always(100)).hasMessageContaining("status");
    assertThatThrownBy(() -> ScriptedAnswer.times(0, 503)).hasMessageContaining("times");
    assertThatThrownBy(() -> new ScriptedAnswer(503, Map.of(), null, -1, null))
        .hasMessageContaining("delayMillis");
  }
}
