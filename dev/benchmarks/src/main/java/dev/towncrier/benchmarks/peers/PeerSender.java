package dev.towncrier.benchmarks.peers;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.process.ChildProcess;
import dev.towncrier.benchmarks.sink.LoopbackTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A library that encrypts, signs and sends, as its users do, in a process of its own. */
public final class PeerSender implements AutoCloseable {

  private static final String SCRIPT = "send.js";
  private static final int IN_FLIGHT = 200;

  /** It opens a client, with threads, for every send, so that more at once only costs it more. */
  private static final int IN_FLIGHT_WEB_PUSH_JAVA = 8;

  private final String name;
  private final ChildProcess process;

  private PeerSender(String name, ChildProcess process, PeerSetup setup) {
    this.name = name;
    this.process = process;
    process.ask(setup.json());
  }

  /**
   * npm {@code web-push}, if Node.js and it are there.
   *
   * @param nodeFolder of the script, with the libraries in {@code node_modules}
   * @param folder for its log
   */
  public static Availability<PeerSender> npmWebPush(
      Path nodeFolder, Path folder, LoopbackTls tls, String origin) {
    if (!Files.isDirectory(nodeFolder.resolve("node_modules"))) {
      return new Missing<>("there is no " + nodeFolder.resolve("node_modules"));
    }
    try {
      ChildProcess process =
          ChildProcess.start(
              "npm-web-push",
              folder,
              nodeFolder,
              List.of("node", SCRIPT),
              Map.of("NODE_EXTRA_CA_CERTS", tls.pem().toString()));
      return new Present<>(
          new PeerSender("npm:web-push", process, PeerSetup.to(origin, IN_FLIGHT)));
    } catch (IOException _) {
      return new Missing<>("Node.js is not installed");
    }
  }

  /**
   * {@code nl.martijndwars:web-push} by its {@code PushService}.
   *
   * @param folder for its log
   */
  public static PeerSender webPushJava(Path folder, LoopbackTls tls, String origin)
      throws IOException {
    ChildProcess process =
        ChildProcess.java(
            "webpush-java",
            WebPushJavaProcess.class,
            folder,
            List.of(
                "-Djavax.net.ssl.trustStore=" + tls.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + LoopbackTls.PASSWORD),
            List.of());
    return new PeerSender(WebPushJava.NAME, process, PeerSetup.to(origin, IN_FLIGHT_WEB_PUSH_JAVA));
  }

  /** Its name in reports. */
  public String name() {
    return name;
  }

  /**
   * Has it send for a while.
   *
   * @return CPU time of its whole process
   * @throws IllegalStateException if a message is refused or none is sent
   */
  public Cost send(Duration duration) {
    Duration before = process.cpuTime();
    int sent = Integer.parseInt(process.ask("run " + duration.toSeconds()));
    long nanos = process.cpuTime().minus(before).toNanos();
    return new Cost(sent, nanos, OptionalLong.empty());
  }

  @Override
  public void close() {
    process.close();
  }
}
