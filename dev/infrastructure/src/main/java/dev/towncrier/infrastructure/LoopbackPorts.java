package dev.towncrier.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1. */
public final class LoopbackPorts {

  private LoopbackPorts() {}

  /** Returns a port that nobody listens on at this moment. */
  public static int anyFree() {
    try (var socket = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  /**
   * Tells whether a server could listen on {@code port} at this moment.
   *
   * @param port 1 to 65,535
   */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Makes sure that a server could listen on {@code port} at this moment.
   *
   * @throws PortTaken if none could
   */
  public static void requireFree(int port) {
    if (!isFree(port)) {
      throw new PortTaken(port);
    }
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
  }
}
