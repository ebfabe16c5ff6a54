package dev.towncrier.worker.pushservice;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Something on a port of 127.0.0.1 that no worker may ever reach; counts who did. */
final class Eavesdropper implements AutoCloseable {
  private final ServerSocket listening;
  private final Queue<Integer> peers = new ConcurrentLinkedQueue<>();

  Eavesdropper() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (true) {
      try (Socket accepted = listening.accept()) {
        peers.add(accepted.getPort());
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Connections so far. Connects itself, after which none that came before is left uncounted. */
  int connections() throws IOException {
    try (Socket last = new Socket(listening.getInetAddress(), port())) {
      int ours = last.getLocalPort();
      await().until(() -> peers.contains(ours));
      peers.remove(ours);
    }
    return peers.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
