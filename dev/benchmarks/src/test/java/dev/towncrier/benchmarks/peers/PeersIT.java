package dev.towncrier.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.message.Backends;
import dev.towncrier.benchmarks.message.Decryption;
import dev.towncrier.benchmarks.message.MessageMaker;
import dev.towncrier.benchmarks.message.Payloads;
import dev.towncrier.benchmarks.message.PreparedMessage;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import dev.towncrier.benchmarks.message.Towncrier;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Whoever is measured really makes messages: the recipient reads them. */
class PeersIT {

  private static final Path NODE = Path.of("node");

  private final Recipient recipient = Recipient.generate();
  private final Sender sender = Sender.generate();

  @Test
  void oursIsReadOnEveryBackend() {
    assertThat(Backends.available().values())
        .isNotEmpty()
        .allSatisfy(backend -> {
          Towncrier ours = new Towncrier(backend, recipient, sender, InstantSource.system());
          isRead(ours.encryption());
          isRead(ours.encryptionToDecodedKeys());
          isSignedAndRead(ours.request());
        });
  }

  @Test
  void webPushJavaIsRead() throws Exception {
    WebPushJava peer = new WebPushJava(recipient, sender);
    isRead(peer.encryption());
    isSignedAndRead(peer.request());
  }

  @Test
  void interasoIsRead() throws Exception {
    Interaso peer = new Interaso(recipient, sender);
    isRead(peer.encryption());
    isSignedAndRead(peer.request());
  }

  @Test
  void zerodepIsRead() throws Exception {
    Zerodep peer = new Zerodep(recipient, sender);
    isRead(peer.encryption());
    isSignedAndRead(peer.request());
  }

  @Test
  void npmIsRead() throws Exception {
    NpmLibraries.installIn(NODE);
    switch (NodePeers.start(NODE, recipient, sender)) {
      case Present<NodePeers>(NodePeers node) -> {
        try (node) {
          for (int length : Payloads.LENGTHS) {
            isRead(node.body(NodePeers.WEB_PUSH, length), length);
            isRead(node.body(NodePeers.WEB_PUSH_SIGNED, length), length);
            isRead(node.body(NodePeers.HTTP_ECE, length), length);
          }
          assertThat(node.operation(NodePeers.WEB_PUSH, 300).run(50).cpuNanos()).isPositive();
        }
      }
      case Missing<NodePeers>(String reason) -> throw new AssertionError(reason);
    }
  }

  @Test
  void withoutItsLibrariesNodeIsSaidToBeMissing() {
    assertThat(NodePeers.start(Path.of("src"), recipient, sender))
        .isInstanceOfSatisfying(
            Missing.class, missing -> assertThat(missing.reason()).contains("node_modules"));
  }

  private void isRead(MessageMaker maker) throws Exception {
    for (int length : Payloads.LENGTHS) {
      PreparedMessage message = maker.make(Payloads.ofLength(length));
      isRead(message.body(), length);
    }
  }

  private void isSignedAndRead(MessageMaker maker) throws Exception {
    isRead(maker);
    assertThat(maker.make(Payloads.ofLength(300)).authorization()).startsWithIgnoringCase("vapid ");
  }

  private void isRead(byte[] body, int length) throws Exception {
    assertThat(Decryption.decrypt(recipient, body)).isEqualTo(Payloads.ofLength(length));
  }
}
