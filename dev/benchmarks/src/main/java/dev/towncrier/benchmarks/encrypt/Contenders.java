package dev.towncrier.benchmarks.encrypt;

import dev.towncrier.benchmarks.limit.AwsLc;
import dev.towncrier.benchmarks.limit.BouncyCastlePrimitives;
import dev.towncrier.benchmarks.limit.OpenSsl;
import dev.towncrier.benchmarks.limit.RawPrimitives;
import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.ThreadOperation;
import dev.towncrier.benchmarks.message.Backends;
import dev.towncrier.benchmarks.message.MessageMaker;
import dev.towncrier.benchmarks.message.Payloads;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import dev.towncrier.benchmarks.message.Towncrier;
import dev.towncrier.benchmarks.peers.Interaso;
import dev.towncrier.benchmarks.peers.NodePeers;
import dev.towncrier.benchmarks.peers.WebPushJava;
import dev.towncrier.benchmarks.peers.Zerodep;
import dev.towncrier.crypto.p256.P256;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everyone who takes part here and now, and who can't. */
final class Contenders implements AutoCloseable {

  static final String OPENSSL = "openssl";
  static final String AWS_LC = "aws-lc";
  static final String BOUNCY_CASTLE = "bouncycastle";

  private final Recipient recipient = Recipient.generate();
  private final Sender sender = Sender.generate();
  private final List<Contender> all = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final List<NodePeers> processes = new ArrayList<>();

  /**
   * @param nodeFolder with the npm peers
   */
  Contenders(Path nodeFolder, InstantSource clock) {
    byte[] p256dh = recipient.p256dh();
    addRaw(OPENSSL, OpenSsl.primitives(p256dh));
    addRaw(AWS_LC, AwsLc.primitives(p256dh));
    addRaw(BOUNCY_CASTLE, new Present<>(new BouncyCastlePrimitives(p256dh)));
    Backends.all().forEach((name, backend) -> addOurs(name, backend, clock));
    addPeers(nodeFolder);
  }

  private void addOurs(String name, Availability<P256> backend, InstantSource clock) {
    switch (backend) {
      case Present<P256>(P256 present) -> {
        Towncrier towncrier = new Towncrier(present, recipient, sender, clock);
        add(Group.TOWNCRIER, name, towncrier.encryption());
        add(Group.TOWNCRIER_DECODED, name, towncrier.encryptionToDecodedKeys());
        add(Group.TOWNCRIER_SIGNED, name, towncrier.request());
      }
      case Missing<P256>(String reason) -> missing.put(name, reason);
    }
  }

  private void addPeers(Path nodeFolder) {
    WebPushJava webPushJava = new WebPushJava(recipient, sender);
    add(Group.PEERS, WebPushJava.NAME, webPushJava.encryption());
    add(Group.PEERS_SIGNED, WebPushJava.NAME, webPushJava.request());
    Interaso interaso = new Interaso(recipient, sender);
    add(Group.PEERS, Interaso.NAME, interaso.encryption());
    add(Group.PEERS_SIGNED, Interaso.NAME, interaso.request());
    Zerodep zerodep = new Zerodep(recipient, sender);
    add(Group.PEERS, Zerodep.NAME, zerodep.encryption());
    add(Group.PEERS_SIGNED, Zerodep.NAME, zerodep.request());
    switch (NodePeers.start(nodeFolder, recipient, sender)) {
      case Present<NodePeers>(NodePeers node) -> {
        processes.add(node);
        addNode(node, Group.PEERS, NodePeers.WEB_PUSH, "npm:web-push");
        addNode(node, Group.PEERS, NodePeers.HTTP_ECE, "npm:http_ece");
        addNode(node, Group.PEERS_SIGNED, NodePeers.WEB_PUSH_SIGNED, "npm:web-push");
      }
      case Missing<NodePeers>(String reason) -> {
        missing.put("npm:web-push", reason);
        missing.put("npm:http_ece", reason);
      }
    }
  }

  private void addRaw(String name, Availability<RawPrimitives> primitives) {
    switch (primitives) {
      case Present<RawPrimitives>(RawPrimitives present) -> all.add(raw(name, present));
      case Missing<RawPrimitives>(String reason) -> missing.put(name, reason);
    }
  }

  static Contender raw(String name, RawPrimitives primitives) {
    return new Contender(
        Group.RAW.member(),
        name,
        length ->
            new ThreadOperation(() -> {
              primitives.message(length);
              return primitives;
            }));
  }

  private void add(Group group, String name, MessageMaker maker) {
    all.add(
        new Contender(
            group.member(),
            name,
            length -> {
              byte[] payload = Payloads.ofLength(length);
              return new ThreadOperation(() -> maker.make(payload));
            }));
  }

  private void addNode(NodePeers node, Group group, String library, String name) {
    all.add(new Contender(group.member(), name, length -> node.operation(library, length)));
  }

  List<Contender> all() {
    return List.copyOf(all);
  }

  /** Reasons by name. */
  Map<String, String> missing() {
    return missing;
  }

  /** Whether a contender is one of those that set the limit. */
  static boolean setsTheLimit(Contender contender) {
    return contender.group().equals(Group.RAW.member()) && !contender.name().equals(BOUNCY_CASTLE);
  }

  @Override
  public void close() {
    processes.forEach(NodePeers::close);
  }
}
