package dev.towncrier.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.runner.Visitors.Subscriber;
import dev.towncrier.simulator.http.Fault;
import dev.towncrier.simulator.script.ScriptedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One push service goes wrong, another is well. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PushServiceFaultIT {
  private static final int WELL = 0;
  private static final int ILL = 1;
  private static final int AUDIENCE = 3_000;

  private Installation system;
  private List<Subscriber> well;
  private List<Subscriber> ill;
  private Duration usual;
  private int askedBefore;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    system = Installation.start(folder, 2);
    well = system.subscribe(WELL, AUDIENCE);
    ill = system.subscribe(ILL, AUDIENCE);
    system.awaitWorker();
    publish("before", Duration.ofHours(1));
    usual = awaitTheWell("before", Duration.ofMinutes(3));
    system.books().balance(Duration.ofMinutes(3));
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @AfterEach
  void heal() {
    system.pushService(ILL).scripts().forgetAll();
  }

  @Test
  void neverAnswers() {
    illAnswers(ScriptedAnswer.always(Fault.NEVER_ANSWER));
    publish("never", Duration.ofSeconds(75));
    awaitTheWell("never");
    assertThat(endsOfTheIll("never")).containsOnlyKeys("expired");
  }

  @Test
  void answersAByteASecond() {
    illAnswers(ScriptedAnswer.always(Fault.TRICKLE));
    publish("trickle", Duration.ofSeconds(75));
    awaitTheWell("trickle");
    assertThat(endsOfTheIll("trickle").keySet()).isSubsetOf("accepted", "expired");
  }

  @Test
  void resetsStreams() {
    illAnswers(
        ScriptedAnswer.always(Fault.REFUSE_STREAM).share(0.3).times(500),
        ScriptedAnswer.always(Fault.CANCEL_STREAM).share(0.3).times(300),
        ScriptedAnswer.always(Fault.FAIL_STREAM).share(0.3).times(300));
    publish("reset", Duration.ofHours(1));
    awaitTheWell("reset");
    assertThat(endsOfTheIll("reset")).containsOnlyKeys("accepted");
  }

  @Test
  void sendsStormsOfGoAway() {
    illAnswers(ScriptedAnswer.always(Fault.GO_AWAY).share(0.05));
    publish("go-away", Duration.ofHours(1));
    awaitTheWell("go-away");
    assertThat(endsOfTheIll("go-away")).containsOnlyKeys("accepted");
  }

  @Test
  @Order(Integer.MAX_VALUE) // nothing is sent there afterwards
  void wantsAnHoursRest() {
    illAnswers(ScriptedAnswer.always(429).withHeader("Retry-After", "3600"));
    publish("rest", Duration.ofMinutes(10));
    awaitTheWell("rest");
    assertThat(endsOfTheIll("rest")).containsOnlyKeys("expired");
  }

  @Test
  void failsForTwoMinutes() {
    illAnswers(ScriptedAnswer.always(503));
    publish("storm", Duration.ofHours(1));
    awaitTheWell("storm");
    Duration storm = Duration.ofMinutes(2);
    await().pollDelay(storm).atMost(storm.plusSeconds(5)).until(() -> true);
    heal();
    assertThat(endsOfTheIll("storm")).containsOnlyKeys("accepted");
  }

  private void illAnswers(ScriptedAnswer... answers) {
    system.pushService(ILL).answers(answers);
    askedBefore = asked();
  }

  private int asked() {
    return system.pushService(ILL).ledger().entries().size();
  }

  private void publish(String id, Duration ttl) {
    List<Subscriber> everybody = new ArrayList<>(well);
    everybody.addAll(ill);
    system.publish(id, ttl, everybody);
  }

  /** The well service's deliveries take no longer than usual, give or take. */
  private void awaitTheWell(String notification) {
    Duration took = awaitTheWell(notification, usual.multipliedBy(2).plusSeconds(10));
    System.out.println(notification + ": the well service took " + took + ", usually " + usual);
  }

  private Duration awaitTheWell(String notification, Duration patience) {
    long begin = System.nanoTime();
    await()
        .atMost(patience)
        .untilAsserted(() ->
            assertThat(system.books().outcomes(notification, well))
                .containsExactly(Map.entry("accepted", (long) AUDIENCE)));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Waits until the books balance, and tells how the ill service's deliveries ended. */
  private Map<String, Long> endsOfTheIll(String notification) {
    Balance balance = system.books().balance(Duration.ofMinutes(8));
    Map<String, Long> ends = system.books().outcomes(notification, ill);
    System.out.println(
        "%s: the ill service's ended as %s; it was asked %d times; all: %s"
            .formatted(notification, ends, asked() - askedBefore, balance));
    return ends;
  }
}
