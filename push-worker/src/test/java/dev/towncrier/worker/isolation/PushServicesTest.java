package dev.towncrier.worker.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushServicesTest {
  private final Set<Object> busy = new HashSet<>();
  private final PushServices<Object> services =
      new PushServices<>(Object::new, one -> !busy.contains(one));

  @Test
  void keepOneForEachOrigin() {
    Object first = services.of("https://push.example");
    assertThat(services.of("https://push.example")).isSameAs(first);
    assertThat(services.of("https://other.example")).isNotSameAs(first);
  }

  @Test
  void forgetTheOneThatWasUsedLeastLately() {
    Object first = services.of("https://0.example");
    Object second = services.of("https://1.example");
    fillUp();
    services.of("https://0.example");

    services.of("https://one-too-many.example");

    assertThat(services.known("https://0.example")).contains(first);
    assertThat(services.known("https://1.example")).isEmpty();
    assertThat(services.all()).hasSize(PushServices.MOST).doesNotContain(second);
  }

  @Test
  void neverForgetOneThatIsInUse() {
    busy.add(services.of("https://0.example"));
    fillUp();

    services.of("https://one-too-many.example");

    assertThat(services.known("https://0.example")).isPresent();
  }

  private void fillUp() {
    for (int i = 0; i < PushServices.MOST; i++) {
      services.of("https://" + i + ".example");
    }
  }
}
