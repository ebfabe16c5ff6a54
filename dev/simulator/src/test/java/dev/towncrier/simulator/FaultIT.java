package dev.towncrier.simulator;

import static dev.towncrier.simulator.TestClient.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.simulator.http.Fault;
import dev.towncrier.simulator.ledger.LedgerEntry;
import dev.towncrier.simulator.ledger.PushReceived;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultIT {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir static Path certificates;

  private final ApplicationServer server = new ApplicationServer();
  private Simulator simulator;
  private TestClient client;
  private PushSubscription subscription;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.in(certificates).by(() -> NOW));
    client = new TestClient(simulator);
    subscription = subscribe(SubscriptionOrder.of(1, server.key()));
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSE_STREAM", "CANCEL_STREAM", "FAIL_STREAM"})
  void resetsTheStream(Fault fault) throws Exception {
    simulator.answers(ScriptedAnswer.always(fault));
    assertThatThrownBy(() -> client.send(request())).isInstanceOf(IOException.class);
    assertThat(pushes())
        .allMatch(push -> push.status() == 0 && fault.word().equals(push.failure()));
    simulator.scripts().forgetAll();
    assertThat(client.send(request()).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSE_STREAM", "CANCEL_STREAM", "FAIL_STREAM"})
  void cutsAConnectionThatHasNoStreams(Fault fault) {
    PushSubscription inClearText = subscribe(SubscriptionOrder.of(1, server.key()).overHttp());
    simulator.answers(ScriptedAnswer.always(fault));
    assertThatThrownBy(() -> client.send(push(server, inClearText, "hello", NOW)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void neverAnswers() throws Exception {
    simulator.answers(ScriptedAnswer.always(Fault.NEVER_ANSWER).times(1));
    assertThatThrownBy(() -> client.send(request().timeout(Duration.ofMillis(300))))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(client.send(request()).statusCode()).isEqualTo(201);
    assertThat(pushes()).extracting(PushReceived::status).containsExactly(0, 201);
  }

  @Test
  void answersAByteASecond() throws Exception {
    simulator.answers(ScriptedAnswer.always(Fault.TRICKLE).withBody("ab"));
    long begin = System.nanoTime();
    HttpResponse<String> answer = client.send(request());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("ab");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void answersWithoutEnd() throws Exception {
    simulator.answers(ScriptedAnswer.always(Fault.ENDLESS_BODY).times(1));
    HttpResponse<InputStream> answer =
        client.http().send(request().build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body.readNBytes(1 << 20)).hasSize(1 << 20);
    }
    assertThat(client.send(request()).statusCode()).isEqualTo(201);
  }

  @Test
  void sendsTheClientAwayToAnotherConnection() throws Exception {
    simulator.answers(ScriptedAnswer.always(Fault.GO_AWAY).times(1));
    HttpResponse<String> last = client.send(request());
    HttpResponse<String> next = client.send(request());
    HttpResponse<String> there = client.send(request());
    assertThat(last.statusCode()).isEqualTo(201);
    assertThat(next.statusCode()).isEqualTo(201);
    assertThat(next.connectionLabel()).isNotEqualTo(last.connectionLabel());
    assertThat(there.connectionLabel()).isEqualTo(next.connectionLabel());
  }

  @Test
  void sendsTheClientAwayAfterEveryTenthRequest() throws Exception {
    simulator.answers(ScriptedAnswer.always(Fault.GO_AWAY).share(0.1));
    for (int i = 0; i < 40; i++) assertThat(client.send(request()).statusCode()).isEqualTo(201);
    assertThat(pushes().stream().filter(push -> "go-away".equals(push.failure()))).hasSize(4);
  }

  @Test
  void playsAFaultThatTheControlApiNames() throws Exception {
    client.control(
        "PUT",
        "/script",
        "{\"answers\":[{\"fault\":\"fail-stream\",\"share\":0.2},{\"status\":503}]}");
    List<Boolean> failed = IntStream.range(0, 10).mapToObj(_ -> fails(request())).toList();
    assertThat(failed)
        .containsExactly(false, false, false, false, true, false, false, false, false, true);
    assertProblem("{\"fault\":\"nonsense\"}", "never-answer");
    assertProblem("{\"fault\":\"trickle\",\"status\":0}", "status");
    assertProblem("{\"status\":503,\"share\":0}", "share");
    assertProblem("{\"preset\":\"gone-410\",\"status\":503}", "preset");
    assertProblem("{\"preset\":\"nonsense\"}", "gone-410");
  }

  private void assertProblem(String answer, String text) throws Exception {
    HttpResponse<String> problem =
        client.controlAnswer("PUT", "/script", "{\"answers\":[" + answer + "]}");
    assertThat(problem.statusCode()).isEqualTo(400);
    assertThat(problem.body()).contains(text);
  }

  private boolean fails(HttpRequest.Builder request) {
    try {
      client.send(request);
      return false;
    } catch (IOException _) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request() {
    return push(server, subscription, "hello", NOW);
  }

  private List<PushReceived> pushes() {
    return simulator.ledger().entries().stream().map(LedgerEntry::push).toList();
  }

  private PushSubscription subscribe(SubscriptionOrder order) {
    return simulator.subscribe(order).getFirst();
  }
}
