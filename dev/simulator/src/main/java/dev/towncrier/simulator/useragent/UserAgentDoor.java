package dev.towncrier.simulator.useragent;

import dev.towncrier.simulator.subscription.Subscriptions;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Lets browsers in by WebSocket at the path {@code /}. */
public final class UserAgentDoor {
  private static final String SUBPROTOCOL = "push-notification";

  private final UserAgents userAgents;
  private final Subscriptions subscriptions;
  private final String endpointOrigin;

  /**
   * @param endpointOrigin origin of the endpoints that browsers get
   */
  public UserAgentDoor(UserAgents userAgents, Subscriptions subscriptions, String endpointOrigin) {
    this.userAgents = userAgents;
    this.subscriptions = subscriptions;
    this.endpointOrigin = endpointOrigin;
  }

  /** The handler to put before the others; it passes on whatever is no WebSocket. */
  public WebSocketUpgradeHandler handler(Server server) {
    return WebSocketUpgradeHandler.from(
        server,
        container -> {
          container.setIdleTimeout(Duration.ZERO);
          container.addMapping("^/$", (request, response, _) -> accept(request, response));
        });
  }

  private UserAgentSocket accept(ServerUpgradeRequest request, ServerUpgradeResponse response) {
    if (request.getSubProtocols().contains(SUBPROTOCOL)) {
      response.setAcceptedSubProtocol(SUBPROTOCOL);
    }
    return new UserAgentSocket(
        connection -> new Conversation(userAgents, subscriptions, endpointOrigin, connection));
  }
}
