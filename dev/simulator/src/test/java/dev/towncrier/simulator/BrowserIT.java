package dev.towncrier.simulator;

import static dev.towncrier.simulator.TestClient.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.towncrier.simulator.ledger.PushReceived;
import dev.towncrier.simulator.message.Decryption;
import dev.towncrier.simulator.message.MessageDecryptor;
import dev.towncrier.simulator.message.ReceiverKeys;
import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.sender.ApplicationServer;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.PushSubscription.Keys;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BrowserIT {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir static Path certificates;
  @TempDir Path state;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final ApplicationServer server = new ApplicationServer();
  private final ReceiverKeys keys = ReceiverKeys.make(1).getFirst();
  private Simulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    start(0);
  }

  private void start(int port) throws Exception {
    simulator =
        Simulator.start(
            SimulatorOptions.in(certificates).onPort(port).keepingStateIn(state).by(now::get));
    client = new TestClient(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void subscribesABrowserAndHandsItAMessage() throws Exception {
    var browser = browser();
    assertThat(browser.subprotocol()).isEqualTo("push-notification");
    assertThat(browser.hello(null)).isNotBlank();
    String endpoint = browser.register("channel-1", server.key());
    assertThat(endpoint).startsWith(simulator.httpOrigin() + "/push/");
    assertThat(client.send(to(endpoint, "hello")).statusCode()).isEqualTo(201);
    JsonNode notification = browser.receive();
    assertThat(notification.path("messageType").stringValue()).isEqualTo("notification");
    assertThat(notification.path("channelID").stringValue()).isEqualTo("channel-1");
    assertThat(notification.path("headers").path("encoding").stringValue()).isEqualTo("aes128gcm");
    assertThat(decrypt(notification)).isEqualTo(new Decryption.Decrypted("hello"));
    assertThat(lastEntry().decrypted()).isNull();
    browser.acknowledge(notification, 100);
    await().until(() -> lastEntry().decrypted() != null);
    assertThat(lastEntry().decrypted()).isTrue();
    browser.leave();
  }

  @Test
  void recordsThatABrowserCouldNotDecrypt() throws Exception {
    var browser = browser();
    browser.hello(null);
    client.send(to(browser.register("channel-1", server.key()), "hello"));
    browser.acknowledge(browser.receive(), 101);
    await().until(() -> lastEntry().decrypted() != null);
    assertThat(lastEntry().decrypted()).isFalse();
  }

  @Test
  void sendsAgainWhatWasNotAcknowledged() throws Exception {
    var browser = browser();
    String uaid = browser.hello(null);
    String endpoint = browser.register("channel-1", server.key());
    client.send(to(endpoint, "seen"));
    JsonNode seen = browser.receive();
    browser.acknowledge(seen, 100);
    client.send(to(endpoint, "unseen"));
    JsonNode unseen = browser.receive();
    browser.leave();
    client.send(to(endpoint, "missed"));
    var again = browser();
    assertThat(again.hello(uaid)).isEqualTo(uaid);
    assertThat(again.receive().path("version")).isEqualTo(unseen.path("version"));
    assertThat(decrypt(again.receive())).isEqualTo(new Decryption.Decrypted("missed"));
    assertThat(again.isQuiet()).isTrue();
  }

  @Test
  void discardsWhatExpiredOrWasReplaced() throws Exception {
    var browser = browser();
    String uaid = browser.hello(null);
    String endpoint = browser.register("channel-1", server.key());
    browser.leave();
    client.send(to(endpoint, "at once or never").setHeader("TTL", "0"));
    client.send(to(endpoint, "soon"));
    client.send(to(endpoint, "old").setHeader("TTL", "600").header("Topic", "score"));
    client.send(to(endpoint, "new").setHeader("TTL", "600").header("Topic", "score"));
    now.set(START.plus(Duration.ofMinutes(5)));
    var again = browser();
    again.hello(uaid);
    assertThat(decrypt(again.receive())).isEqualTo(new Decryption.Decrypted("new"));
    assertThat(again.isQuiet()).isTrue();
    client.send(to(endpoint, "at once").setHeader("TTL", "0"));
    assertThat(decrypt(again.receive())).isEqualTo(new Decryption.Decrypted("at once"));
  }

  @Test
  void endsAnUnregisteredSubscription() throws Exception {
    var browser = browser();
    browser.hello(null);
    String endpoint = browser.register("channel-1", server.key());
    browser.send("{'messageType':'unregister','channelID':'channel-1'}");
    assertThat(browser.receive().path("status").intValue()).isEqualTo(200);
    assertThat(client.send(to(endpoint, "hello")).statusCode()).isEqualTo(410);
    assertThat(browser.register("channel-1", server.key())).isNotEqualTo(endpoint);
  }

  @Test
  void givesAChannelTheSameEndpointUntilItsKeyChanges() throws Exception {
    var browser = browser();
    browser.hello(null);
    String endpoint = browser.register("channel-1", server.key());
    assertThat(browser.register("channel-1", server.key())).isEqualTo(endpoint);
    assertThat(browser.register("channel-1", new ApplicationServer().key())).isNotEqualTo(endpoint);
    assertThat(client.send(to(endpoint, "hello")).statusCode()).isEqualTo(410);
  }

  @Test
  void refusesARegistrationWithAKeyThatIsNone() throws Exception {
    var browser = browser();
    browser.hello(null);
    browser.send("{'messageType':'register','channelID':'channel-1','key':'AAAA'}");
    assertThat(browser.receive().path("status").intValue()).isEqualTo(400);
    browser.send("{'messageType':'register'}");
    assertThat(browser.receive().path("status").intValue()).isEqualTo(400);
  }

  @Test
  void closesAConnectionThatDoesNotGreetFirst() throws Exception {
    var early = browser();
    early.send("{'messageType':'register','channelID':'channel-1'}");
    early.awaitClose();
    var confused = browser();
    confused.send("nonsense");
    confused.awaitClose();
  }

  @Test
  void lastConnectionOfABrowserWins() throws Exception {
    var first = browser();
    String uaid = first.hello(null);
    String endpoint = first.register("channel-1", server.key());
    var second = browser();
    second.hello(uaid);
    first.awaitClose();
    client.send(to(endpoint, "hello"));
    assertThat(second.receive().path("messageType").stringValue()).isEqualTo("notification");
  }

  @Test
  void keepsBrowsersAndTheirMessagesAcrossARestart() throws Exception {
    var browser = browser();
    String uaid = browser.hello(null);
    String endpoint = browser.register("channel-1", server.key());
    browser.leave();
    client.send(to(endpoint, "missed"));
    int port = simulator.port();
    stop();
    start(port);
    var again = browser();
    assertThat(again.hello(uaid)).isEqualTo(uaid);
    JsonNode missed = again.receive();
    assertThat(decrypt(missed)).isEqualTo(new Decryption.Decrypted("missed"));
    again.acknowledge(missed, 100);
    assertThat(again.isQuiet()).isTrue();
    assertThat(client.send(to(endpoint, "more")).statusCode()).isEqualTo(201);
    assertThat(decrypt(again.receive())).isEqualTo(new Decryption.Decrypted("more"));
  }

  @Test
  void givesABrowserThatItDoesNotKnowANewId() throws Exception {
    assertThat(browser().hello("0123456789abcdef")).isNotEqualTo("0123456789abcdef");
  }

  private TestBrowser browser() {
    return new TestBrowser(client.http(), simulator.browserUri());
  }

  private HttpRequest.Builder to(String endpoint, String plaintext) {
    var subscription = new PushSubscription(endpoint, null, new Keys(keys.p256dh(), keys.auth()));
    return push(server, subscription, plaintext, now.get());
  }

  private Decryption decrypt(JsonNode notification) {
    return MessageDecryptor.decrypt(
        keys, Base64Url.decode(notification.path("data").stringValue()));
  }

  private PushReceived lastEntry() {
    return simulator.ledger().entries().getLast().push();
  }
}
