package dev.towncrier.worker.pushservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.simulator.Simulator;
import dev.towncrier.simulator.SimulatorOptions;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import dev.towncrier.worker.pushservice.PushResponse.PayloadTooLarge;
import dev.towncrier.worker.pushservice.PushResponse.Refused;
import dev.towncrier.worker.pushservice.PushResponse.Unavailable;
import dev.towncrier.worker.pushservice.PushResponse.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may go wrong between a worker and a push service. */
@Timeout(60)
class SimulatedPushServiceIT {
  private static final int STREAMS = 4;
  private static final AddressRule ANY = (_, _) -> true;

  @TempDir Path folder;
  private Simulator pushService;
  private PushSubscription subscription;

  @BeforeEach
  void startPushService() {
    pushService = Simulator.start(SimulatorOptions.in(folder).maxConcurrentStreams(STREAMS));
    subscription = pushService.subscribe(SubscriptionOrder.of(1, null)).getFirst();
  }

  @AfterEach
  void stopPushService() {
    pushService.close();
  }

  @Test
  void dialsNoAddressThatTheRuleRefuses() {
    List<String> asked = new CopyOnWriteArrayList<>();
    AddressRule none =
        (service, address) -> {
          asked.add(service + " at " + address.getHostAddress());
          return false;
        };
    try (PushServiceClient client = client(none, Duration.ofSeconds(10))) {
      assertThat(answer(client, request(subscription.endpoint()))).isInstanceOf(Unreachable.class);
    }

    assertThat(asked).containsOnly(pushService.httpsOrigin() + " at 127.0.0.1");
    assertThat(pushService.ledger().entries()).isEmpty();
  }

  @Test
  void givesUpWhenTheAnswerIsLate() {
    pushService.answers(ScriptedAnswer.always(503).after(Duration.ofSeconds(30)));
    try (PushServiceClient client = client(ANY, Duration.ofMillis(500))) {
      assertThat(answer(client, request(subscription.endpoint()))).isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void isRefusedWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(10))) {
      assertThat(answer(client, request("https://127.0.0.1:" + port + "/push/x")))
          .isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void trustsNoCertificateThatItWasNotToldTo() {
    PushServiceSettings strict =
        new PushServiceSettings(
            List.of(), false, null, Duration.ofSeconds(5), Duration.ofSeconds(10));
    try (PushServiceClient client =
        new NettyPushServiceClient(strict, ANY, InstantSource.system())) {
      assertThat(answer(client, request(subscription.endpoint()))).isInstanceOf(Unreachable.class);
    }

    assertThat(pushService.ledger().entries()).isEmpty();
  }

  @Test
  void followsNoRedirect() {
    String elsewhere = pushService.subscribe(SubscriptionOrder.of(1, null)).getFirst().endpoint();
    pushService.answers(subscription, ScriptedAnswer.always(307).withHeader("Location", elsewhere));
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(10))) {
      assertThat(answer(client, request(subscription.endpoint()))).isEqualTo(new Refused(307, ""));
    }

    assertThat(pushService.ledger().entries()).hasSize(1);
  }

  @Test
  void keepsTheFirstKilobyteOfTheAnswer() {
    pushService.answers(ScriptedAnswer.always(413).withBody("a".repeat(1_024) + "b".repeat(976)));
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(10))) {
      assertThat(answer(client, request(subscription.endpoint())))
          .isEqualTo(new PayloadTooLarge(413, "a".repeat(1_024)));
    }
  }

  @Test
  void takesAChallengeAsTheAnswerThatItIs() {
    pushService.answers(
        ScriptedAnswer.always(401).withHeader("WWW-Authenticate", "vapid").withBody("no"));
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(10))) {
      assertThat(answer(client, request(subscription.endpoint())))
          .isEqualTo(new PushResponse.VapidRejected(401, "no"));
    }
  }

  @Test
  void sendsMoreAtOnceThanOneConnectionTakes() {
    pushService.answers(
        ScriptedAnswer.always(503).withHeader("Retry-After", "60").after(Duration.ofMillis(20)));
    List<RecordedExchange> exchanges = new ArrayList<>();
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(30))) {
      for (int i = 0; i < 60 * STREAMS; i++) {
        exchanges.add(RecordedExchange.sent(client, request(subscription.endpoint())));
      }
      assertThat(exchanges)
          .allSatisfy(exchange ->
              assertThat(exchange.answer())
                  .isEqualTo(new Unavailable(503, Duration.ofMinutes(1), "")));
    }

    assertThat(pushService.ledger().entries()).hasSameSizeAs(exchanges);
  }

  @Test
  void sendsByHttp1WhereTheOriginIsPlain() {
    PushSubscription plain =
        pushService.subscribe(SubscriptionOrder.of(1, null).overHttp()).getFirst();
    pushService.answers(ScriptedAnswer.always(503).withBody("busy"));
    List<RecordedExchange> exchanges = new ArrayList<>();
    try (PushServiceClient client = client(ANY, Duration.ofSeconds(10))) {
      for (int i = 0; i < 100; i++) {
        exchanges.add(RecordedExchange.sent(client, request(plain.endpoint())));
      }
      assertThat(exchanges)
          .allSatisfy(exchange ->
              assertThat(exchange.answer()).isEqualTo(new Unavailable(503, null, "busy")));
    }

    assertThat(pushService.ledger().entries()).hasSameSizeAs(exchanges);
  }

  private PushServiceClient client(AddressRule rule, Duration requestTimeout) {
    return new NettyPushServiceClient(
        new PushServiceSettings(
            List.of(),
            false,
            pushService.certificateAuthority(),
            Duration.ofSeconds(5),
            requestTimeout),
        rule,
        InstantSource.system());
  }

  private static PushResponse answer(PushServiceClient client, PushRequest request) {
    return RecordedExchange.sent(client, request).answer();
  }

  private static PushRequest request(String endpoint) {
    return Requests.to(endpoint);
  }
}
