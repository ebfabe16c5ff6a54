package dev.towncrier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private final Topics topics = new Topics("push");

  @Test
  void haveTheNamesOfTheContract() {
    assertThat(topics.notifications()).isEqualTo("push.notifications");
    assertThat(topics.notifications("demo")).isEqualTo("push.notifications.demo");
    assertThat(topics.all())
        .containsExactlyInAnyOrder(
            "push.notifications",
            "push.notifications.dead-letter",
            "push.fanout",
            "push.replays",
            "push.deliveries.direct",
            "push.deliveries.bulk",
            "push.deliveries.retry-10s",
            "push.deliveries.retry-1m",
            "push.deliveries.retry-10m",
            "push.deliveries.retry-1h",
            "push.deliveries.dead-letter",
            "push.outcomes");
    assertThat(topics.all()).containsAll(topics.deliveries());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push.notifications",
        "push.notifications.demo",
        "push.notifications.0-shop",
        "push.notifications.dead-letters",
        "push.notifications.dead-letter-office"
      })
  void readEventsFrom(String topic) {
    assertThat(topics.allNotifications().matcher(topic).matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push.notifications.dead-letter",
        "push.notifications.",
        "push.notifications.Demo",
        "push.notifications.a.b",
        "push.notifications-old",
        "push-notifications",
        "pushXnotifications",
        "other.push.notifications",
        "push.outcomes"
      })
  void readNoEventsFrom(String topic) {
    assertThat(topics.allNotifications().matcher(topic).matches()).isFalse();
  }

  @Test
  void tellTheTierOfARetryTopic() {
    assertThat(topics.tier("push.deliveries.retry-10m")).contains(RetryTier.TEN_MINUTES);
    assertThat(topics.tier("push.deliveries.direct")).isEmpty();
  }

  @Test
  void takeThePrefixLiterally() {
    assertThat(new Topics("a.b").allNotifications().matcher("a.b.notifications").matches())
        .isTrue();
    assertThat(new Topics("a.b").allNotifications().matcher("axb.notifications").matches())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00e6", "a\n"})
  void refuseAnIllegalPrefix(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Topics(prefix))
        .withMessage("Not a legal topic prefix: " + prefix);
  }
}
