package dev.towncrier.benchmarks.peers;

import dev.towncrier.benchmarks.message.Payloads;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import dev.towncrier.benchmarks.sink.EndpointPath;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a library is told that sends to the sink. It goes to its process as a line of JSON.
 *
 * @param payload in base64
 * @param inFlight sends at the same time
 */
record PeerSetup(
    List<Subscription> subscriptions,
    String subject,
    String publicKey,
    String privateKey,
    String payload,
    int inFlight) {

  private static final int SUBSCRIPTIONS = 100;
  private static final int PAYLOAD_LENGTH = 300;

  /** As a browser gives it. */
  record Subscription(String endpoint, Keys keys) {}

  /** Both in base64url. */
  record Keys(String p256dh, String auth) {}

  /**
   * Makes subscriptions with keys of their own.
   *
   * @param origin of the push service
   */
  static PeerSetup to(String origin, int inFlight) {
    Sender sender = Sender.generate();
    List<Subscription> subscriptions = new ArrayList<>();
    for (int number = 0; number < SUBSCRIPTIONS; number++) {
      Recipient recipient = Recipient.generate();
      subscriptions.add(
          new Subscription(
              origin + EndpointPath.of(number),
              new Keys(recipient.p256dhBase64Url(), recipient.authBase64Url())));
    }
    return new PeerSetup(
        subscriptions,
        sender.subject(),
        sender.publicKeyBase64Url(),
        sender.privateKeyBase64Url(),
        Base64.getEncoder().encodeToString(Payloads.ofLength(PAYLOAD_LENGTH)),
        inFlight);
  }

  String json() {
    return JsonMapper.shared().writeValueAsString(this);
  }

  static PeerSetup parse(String json) {
    return JsonMapper.shared().readValue(json, PeerSetup.class);
  }
}
