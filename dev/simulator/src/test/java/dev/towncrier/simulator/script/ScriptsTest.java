package dev.towncrier.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptsTest {
  private final Scripts scripts = new Scripts();

  @Test
  void givesEachAnswerAsOftenAsTold() {
    scripts.tellAll(List.of(ScriptedAnswer.times(2, 503), ScriptedAnswer.times(1, 429)));
    assertThat(scripts.next("a", "push.example").status()).isEqualTo(503);
    assertThat(scripts.next("b", "push.example").status()).isEqualTo(503);
    assertThat(scripts.next("c", "push.example").status()).isEqualTo(429);
    assertThat(scripts.next("d", "push.example")).isNull();
  }

  @Test
  void putsASubscriptionsOwnScriptFirst() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tell("a", List.of(ScriptedAnswer.times(1, 404)));
    assertThat(scripts.next("b", "push.example").status()).isEqualTo(500);
    assertThat(scripts.next("a", "push.example").status()).isEqualTo(404);
    assertThat(scripts.next("a", "push.example").status()).isEqualTo(500);
  }

  @Test
  void endsWithAForgottenScript() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tell("a", List.of(ScriptedAnswer.always(404)));
    scripts.forgetAll();
    assertThat(scripts.next("a", "push.example").status()).isEqualTo(404);
    scripts.forget("a");
    assertThat(scripts.next("a", "push.example")).isNull();
  }

  @Test
  void putsAHostsScriptBetweenASubscriptionsAndThatForAll() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tellHost("fcm.example", List.of(ScriptedAnswer.times(2, 429)));
    scripts.tell("a", List.of(ScriptedAnswer.times(1, 404)));
    assertThat(scripts.next("a", "fcm.example").status()).isEqualTo(404);
    assertThat(scripts.next("a", "fcm.example").status()).isEqualTo(429);
    assertThat(scripts.next("b", "other.example").status()).isEqualTo(500);
    assertThat(scripts.next("b", "fcm.example").status()).isEqualTo(429);
    assertThat(scripts.next("b", "fcm.example").status()).isEqualTo(500);
  }

  @Test
  void spreadsAShareEvenlyAndLetsTheRestPass() {
    scripts.tellAll(List.of(ScriptedAnswer.always(500)));
    scripts.tellHost("fcm.example", List.of(ScriptedAnswer.always(429).share(0.2).times(10)));
    List<Integer> statuses =
        IntStream.range(0, 60).mapToObj(_ -> scripts.next("a", "fcm.example").status()).toList();
    assertThat(statuses.subList(0, 5)).containsExactly(500, 500, 500, 500, 429);
    assertThat(statuses.subList(0, 50).stream().filter(status -> status == 429)).hasSize(10);
    assertThat(statuses.subList(50, 60)).containsOnly(500);
  }

  @Test
  void namesTheMemberThatIsWrong() {
    assertThatThrownBy(() -> ScriptedAnswer.always(100)).hasMessageContaining("status");
    assertThatThrownBy(() -> ScriptedAnswer.times(0, 503)).hasMessageContaining("times");
    assertThatThrownBy(() -> new ScriptedAnswer(503, Map.of(), null, -1, null, 1, null))
        .hasMessageContaining("delayMillis");
  }
}
