package dev.towncrier.simulator.useragent;

import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** A conversation over a WebSocket. Public only because Jetty calls it. */
public final class UserAgentSocket implements Session.Listener.AutoDemanding {
  private final Function<Connection, Conversation> conversations;
  private @Nullable Conversation conversation;

  UserAgentSocket(Function<Connection, Conversation> conversations) {
    this.conversations = conversations;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    conversation = conversations.apply(new SessionConnection(session));
  }

  @Override
  public void onWebSocketText(String message) {
    if (conversation != null) conversation.received(message);
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    if (conversation != null) conversation.ended();
    callback.succeed();
  }

  private record SessionConnection(Session session) implements Connection {
    @Override
    public void send(String frame) {
      session.sendText(frame, Callback.NOOP);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
