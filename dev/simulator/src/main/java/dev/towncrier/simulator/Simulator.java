package dev.towncrier.simulator;

import dev.towncrier.simulator.control.ControlHandler;
import dev.towncrier.simulator.ledger.Ledger;
import dev.towncrier.simulator.push.PushHandler;
import dev.towncrier.simulator.script.ScriptedAnswer;
import dev.towncrier.simulator.script.Scripts;
import dev.towncrier.simulator.sink.Sink;
import dev.towncrier.simulator.sink.SinkHandler;
import dev.towncrier.simulator.subscription.Origins;
import dev.towncrier.simulator.subscription.PushSubscription;
import dev.towncrier.simulator.subscription.SubscriptionOrder;
import dev.towncrier.simulator.subscription.Subscriptions;
import dev.towncrier.simulator.tls.CertificateFolder;
import dev.towncrier.simulator.useragent.UserAgentDoor;
import dev.towncrier.simulator.useragent.UserAgents;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A running push service. Everything it does over HTTP can be done by these methods too. */
public final class Simulator implements AutoCloseable {
  private final Server server;
  private final Origins origins;
  private final Path authority;
  private final Subscriptions subscriptions;
  private final UserAgents userAgents;
  private final Scripts scripts = new Scripts();
  private final Ledger ledger;
  private final Sink sink = new Sink();

  private Simulator(SimulatorOptions options, Server bound, Path authority) {
    server = bound;
    this.authority = authority;
    origins = new Origins(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    subscriptions = new Subscriptions(options.stateFolder());
    userAgents = new UserAgents(options.stateFolder(), subscriptions, options.clock());
    ledger = new Ledger(options.ledgerCapacity());
    var door = new UserAgentDoor(userAgents, subscriptions, origins.of(options.browserScheme()));
    var entrance = door.handler(server);
    entrance.setHandler(
        new Handler.Sequence(
            new PushHandler(subscriptions, scripts, ledger, userAgents, options.clock()),
            new ControlHandler(subscriptions, scripts, ledger, sink, origins, options.clock())));
    server.setHandler(new Handler.Sequence(new SinkHandler(sink, options.clock()), entrance));
  }

  /**
   * Starts a push service; it answers when this returns.
   *
   * @throws UncheckedIOException if the port is taken or the certificates cannot be used
   * @throws IllegalStateException if the state folder cannot be used
   */
  public static Simulator start(SimulatorOptions options) {
    var certificates = new CertificateFolder(options.certificateFolder());
    // The port comes first: it keeps a second process from the files of the state folder.
    Server server = LoopbackServer.bound(options, certificates.serverKey());
    try {
      var simulator = new Simulator(options, server, certificates.authority());
      server.start();
      return simulator;
    } catch (Exception e) {
      ((ServerConnector) server.getConnectors()[0]).close();
      throw new IllegalStateException("simulator did not start: " + e.getMessage(), e);
    }
  }

  /** The TCP port on 127.0.0.1, the same for http, https and WebSockets. */
  public int port() {
    return origins.port();
  }

  /** {@code http://127.0.0.1:<port>}, spoken as HTTP/1.1. */
  public String httpOrigin() {
    return origins.http();
  }

  /** {@code https://127.0.0.1:<port>}, spoken as HTTP/2 or HTTP/1.1. */
  public String httpsOrigin() {
    return origins.https();
  }

  /** Both origins. */
  public List<String> origins() {
    return List.of(httpOrigin(), httpsOrigin());
  }

  /** Where a browser subscribes: Firefox's {@code dom.push.serverURL}. */
  public URI browserUri() {
    return URI.create("ws://127.0.0.1:" + port() + "/");
  }

  /** The PEM file to trust for https. */
  public Path certificateAuthority() {
    return authority;
  }

  /** Makes subscriptions without a browser. */
  public List<PushSubscription> subscribe(SubscriptionOrder order) {
    return subscriptions.make(order, origins);
  }

  /** Ends a subscription: it answers 410 from now on. False if there is no such one. */
  public boolean unsubscribe(String token) {
    return subscriptions.end(token);
  }

  /** Answers told in advance. */
  public Scripts scripts() {
    return scripts;
  }

  /** The next requests, for any subscription, get these answers. */
  public void answers(ScriptedAnswer... answers) {
    scripts.tellAll(List.of(answers));
  }

  /** The next requests for this subscription get these answers. */
  public void answers(PushSubscription subscription, ScriptedAnswer... answers) {
    scripts.tell(subscription.token(), List.of(answers));
  }

  /** The next requests to this host, for any subscription, get these answers. */
  public void answersAt(String host, ScriptedAnswer... answers) {
    scripts.tellHost(host, List.of(answers));
  }

  /** Endpoints that take everything and remember little: for load. */
  public Sink sink() {
    return sink;
  }

  /** What was received. */
  public Ledger ledger() {
    return ledger;
  }

  /** Stops; open messages stay for the next run if there is a state folder. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("simulator did not stop: " + e.getMessage(), e);
    } finally {
      userAgents.close();
      subscriptions.close();
    }
  }
}
