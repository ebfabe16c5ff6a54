package dev.towncrier.api.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Gives one address only so many connections, so that it can't take those of all others. Refusing
 * one is cheap, since whoever floods opens thousands a second.
 */
final class BoundedEndpoint extends NioEndpoint {
  private static final int SWEEP = 1_000;

  // Those that ended are found out later: no hook is called for each of the ways to end. Only the
  // one thread that accepts connections looks at it.
  private final Map<ClientAddress, List<SocketChannel>> held = new HashMap<>();
  private int mostOfOneAddress = Integer.MAX_VALUE;
  private int sinceSweep;

  void connectionLimit(int ofOneAddress) {
    mostOfOneAddress = ofOneAddress;
  }

  // Called by the one thread that accepts connections.
  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (mostOfOneAddress < Integer.MAX_VALUE && !mayHave(socket)) {
      leaveNothing(socket);
      destroySocket(socket); // the caller closes only what was taken
      return false;
    }
    return super.setSocketOptions(socket);
  }

  private boolean mayHave(SocketChannel socket) {
    if (++sinceSweep > SWEEP) {
      sinceSweep = 0;
      held.values().forEach(BoundedEndpoint::dropEnded);
      held.values().removeIf(List::isEmpty);
    }
    return address(socket)
        .map(client -> held.computeIfAbsent(client, _ -> new ArrayList<>()))
        .map(sockets -> take(socket, sockets))
        .orElse(true);
  }

  private boolean take(SocketChannel socket, List<SocketChannel> ofItsAddress) {
    if (ofItsAddress.size() >= mostOfOneAddress) {
      dropEnded(ofItsAddress);
    }
    return ofItsAddress.size() < mostOfOneAddress && ofItsAddress.add(socket);
  }

  private static void dropEnded(List<SocketChannel> sockets) {
    sockets.removeIf(socket -> !socket.isOpen());
  }

  private static Optional<ClientAddress> address(SocketChannel socket) {
    try {
      SocketAddress remote = socket.getRemoteAddress();
      return remote instanceof InetSocketAddress internet
          ? Optional.of(ClientAddress.of(internet.getAddress()))
          : Optional.empty();
    } catch (IOException _) { // closed meanwhile
      return Optional.empty();
    }
  }

  /** Ends it by a reset: otherwise the operating system would remember each for a minute. */
  private static void leaveNothing(SocketChannel socket) {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // Closed meanwhile.
    }
  }
}
