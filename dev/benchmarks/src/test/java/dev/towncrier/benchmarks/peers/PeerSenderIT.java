package dev.towncrier.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.sink.LoopbackTls;
import dev.towncrier.benchmarks.sink.Sink;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries really send what they are said to cost. */
class PeerSenderIT {

  private static final Path NODE = Path.of("node");

  @TempDir private static Path folder;
  private static LoopbackTls tls;
  private static Sink sink;

  @BeforeAll
  static void startSink() throws Exception {
    tls = LoopbackTls.make(folder);
    sink = Sink.start(folder, tls, 1);
  }

  @AfterAll
  static void stopSink() {
    sink.close();
  }

  @Test
  void webPushJavaSends() throws Exception {
    sends(PeerSender.webPushJava(folder, tls, sink.origins().getFirst()));
  }

  @Test
  void npmWebPushSends() throws Exception {
    NpmLibraries.installIn(NODE);
    switch (PeerSender.npmWebPush(NODE, folder, tls, sink.origins().getFirst())) {
      case Present<PeerSender>(PeerSender peer) -> sends(peer);
      case Missing<PeerSender>(String reason) -> throw new AssertionError(reason);
    }
  }

  private static void sends(PeerSender peer) {
    try (peer) {
      long before = sink.total();
      int sent = peer.send(Duration.ofSeconds(1)).times();
      assertThat(sink.total() - before).isEqualTo(sent);
    }
  }
}
