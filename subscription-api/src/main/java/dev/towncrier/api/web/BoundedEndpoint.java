package dev.towncrier.api.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.tomcat.util.net.NioEndpoint;

/** Gives one address only so many connections, so that it can't take those of all others. */
final class BoundedEndpoint extends NioEndpoint {
  private int mostOfOneAddress = Integer.MAX_VALUE;

  void connectionLimit(int ofOneAddress) {
    mostOfOneAddress = ofOneAddress;
  }

  // Called by the one thread that accepts connections.
  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (hasEnough(socket)) {
      destroySocket(socket); // the caller closes only what was taken
      return false;
    }
    return super.setSocketOptions(socket);
  }

  private boolean hasEnough(SocketChannel socket) {
    return connections.size() >= mostOfOneAddress
        && address(socket).filter(client -> held(client) >= mostOfOneAddress).isPresent();
  }

  // Looked up, not kept: no hook is called for each of the ways in which a connection ends.
  private long held(ClientAddress client) {
    return connections.keySet().stream()
        .filter(connection -> address(connection).filter(client::equals).isPresent())
        .count();
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
}
