package dev.towncrier.benchmarks.deliver;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.peers.PeerSender;
import dev.towncrier.benchmarks.system.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Has other libraries send to the same sink, one after another. */
final class PeersPart {

  private final Surroundings surroundings;
  private final DeliverOptions options;
  private final Consumer<String> progress;

  PeersPart(Surroundings surroundings, DeliverOptions options, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.options = options;
    this.progress = progress;
  }

  /** CPU time of a message in microseconds, by library; without those that can't run here. */
  Map<String, Double> run() throws IOException {
    String origin = surroundings.sink().origins().getFirst();
    Map<String, Double> micros = new LinkedHashMap<>();
    Availability<PeerSender> npm =
        PeerSender.npmWebPush(
            options.nodeFolder(), surroundings.folder(), surroundings.tls(), origin);
    switch (npm) {
      case Present<PeerSender>(PeerSender peer) -> measure(peer, micros);
      case Missing<PeerSender>(String reason) ->
          progress.accept("left out: npm:web-push, because " + reason);
    }
    measure(PeerSender.webPushJava(surroundings.folder(), surroundings.tls(), origin), micros);
    return micros;
  }

  private void measure(PeerSender peer, Map<String, Double> micros) {
    try (peer) {
      progress.accept("peers: " + peer.name() + ": warm-up");
      var _ = peer.send(options.scale().warmUp());
      List<Cost> costs = new ArrayList<>();
      for (int window = 1; window <= options.scale().windows(); window++) {
        Cost cost = peer.send(options.scale().peerWindow());
        costs.add(cost);
        progress.accept(
            "peers: %s: window %d/%d: %.0f us a message"
                .formatted(peer.name(), window, options.scale().windows(), cost.micros()));
      }
      micros.put(peer.name(), new Samples(costs).micros());
    }
  }
}
