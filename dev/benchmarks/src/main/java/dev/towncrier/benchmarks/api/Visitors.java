package dev.towncrier.benchmarks.api;

import dev.towncrier.benchmarks.load.HttpConnection;
import dev.towncrier.crypto.p256.P256;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Visitors of a site, whose browsers send what our library has them send. A later generation has
 * endpoints of its own.
 */
final class Visitors {
  private static final int KEY_PAIRS = 300;
  private static final String PATH = "/v1/applications/" + Databases.APPLICATION + "/subscriptions";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** What every browser sends. */
  private static final String HEADERS =
      """
       HTTP/1.1\r
      Host: push.example\r
      Origin: https://shop.example\r
      Referer: https://shop.example/\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
      Accept: */*\r
      Accept-Language: en-GB,en;q=0.5\r
      Accept-Encoding: gzip, deflate\r
      """;

  private final String applicationServerKey;
  private final List<String> keys = new ArrayList<>();
  private final String[] ids;
  private final String[] tokens;
  private int generation;

  /**
   * @param applicationServerKey the application's, base64url
   */
  Visitors(int count, String applicationServerKey) {
    this.applicationServerKey = applicationServerKey;
    ids = new String[count];
    tokens = new String[count];
    P256 p256 = P256.bouncyCastle();
    for (int i = 0; i < KEY_PAIRS; i++) {
      keys.add(BASE64URL.encodeToString(p256.generateKeyPair().publicKey().encoded()));
    }
  }

  int count() {
    return ids.length;
  }

  void nextGeneration() {
    generation++;
  }

  /** The request of one of them for a step. */
  String request(Step step, int visitor) {
    return switch (step) {
      case SUBSCRIBE, RESUBSCRIBE -> {
        String body = body(visitor);
        yield "POST "
            + PATH
            + HEADERS
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
      }
      case UNSUBSCRIBE ->
          "DELETE "
              + PATH
              + "/"
              + Objects.requireNonNull(ids[visitor])
              + HEADERS
              + "Authorization: Bearer "
              + Objects.requireNonNull(tokens[visitor])
              + "\r\n\r\n";
    };
  }

  /**
   * Takes the answer, with what the visitor needs for later steps.
   *
   * @throws IllegalStateException if it is not the step's
   */
  void answered(Step step, int visitor, HttpConnection.Answer answer) {
    int expected =
        switch (step) {
          case SUBSCRIBE -> 201;
          case RESUBSCRIBE -> 200;
          case UNSUBSCRIBE -> 204;
        };
    if (answer.status() != expected) {
      throw new IllegalStateException(
          "%s was answered with %d: %s".formatted(step.label(), answer.status(), answer.body()));
    }
    if (step != Step.UNSUBSCRIBE) {
      JsonNode created = JsonMapper.shared().readTree(answer.body());
      ids[visitor] = created.required("id").stringValue();
      tokens[visitor] = created.required("token").stringValue();
    }
  }

  private String body(int visitor) {
    return """
    {"subscription":{"endpoint":"%s","expirationTime":null,\
    "keys":{"p256dh":"%s","auth":"%021dA"}},"applicationServerKey":"%s",\
    "contentEncodings":["aes128gcm","aesgcm"],"locale":"en-GB","timeZone":"Europe/London",\
    "topics":["news"]}\
    """
        .formatted(endpoint(visitor), keys.get(visitor % KEY_PAIRS), visitor, applicationServerKey);
  }

  /** As long as those of Chrome. */
  private String endpoint(int visitor) {
    return "https://fcm.googleapis.com/fcm/send/%011d:APA91b%08d%s"
        .formatted(visitor, generation, "_Towncrier-".repeat(11) + "AbCdE");
  }
}
