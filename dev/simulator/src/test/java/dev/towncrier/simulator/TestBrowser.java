package dev.towncrier.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the WebSocket protocol as Firefox does. */
final class TestBrowser implements WebSocket.Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  TestBrowser(HttpClient http, URI uri) {
    socket =
        http.newWebSocketBuilder()
            .subprotocols("push-notification")
            .buildAsync(uri, this)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /** Greets, and returns the id that the server gave. */
  String hello(String uaid) throws InterruptedException {
    send(
        "{'messageType':'hello','use_webpush':true,'broadcasts':null"
            + (uaid == null ? "}" : ",'uaid':'" + uaid + "'}"));
    JsonNode greeting = receive();
    if (greeting.path("status").intValue() != 200) throw new AssertionError(greeting);
    return greeting.path("uaid").stringValue();
  }

  /** Subscribes, and returns the endpoint. */
  String register(String channel, String key) throws InterruptedException {
    byte[] point = Base64.getUrlDecoder().decode(key);
    send(
        "{'messageType':'register','channelID':'%s','key':'%s'}"
            .formatted(channel, Base64.getUrlEncoder().encodeToString(point)));
    return receive().path("pushEndpoint").stringValue();
  }

  void acknowledge(JsonNode notification, int code) {
    send(
        "{'messageType':'ack','updates':[{'channelID':'%s','version':'%s','code':%d}]}"
            .formatted(
                notification.path("channelID").stringValue(),
                notification.path("version").stringValue(),
                code));
  }

  /** Sends JSON written with single quotes. */
  void send(String frame) {
    socket.sendText(frame.replace('\'', '"'), true).join();
  }

  JsonNode receive() throws InterruptedException {
    String frame = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (frame == null) throw new AssertionError("no frame came");
    return JsonMapper.shared().readTree(frame);
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Waits until the server has answered a ping, and says whether nothing else came before. */
  boolean isQuiet() throws InterruptedException {
    send("{}");
    return receive().isEmpty();
  }

  int awaitClose() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    awaitClose();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }
}
