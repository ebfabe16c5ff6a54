package dev.towncrier.api.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** One connection on which what is sent, and when, is the test's own choice. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /** A connection from that address, which is on loopback. */
  RawClient(int port, String address) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0);
    socket.setTcpNoDelay(true);
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Sends a byte now and then until the server closes the connection. */
  void trickle(char character, long everyMillis) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              send(String.valueOf(character));
              Thread.sleep(everyMillis);
            }
          } catch (IOException | InterruptedException _) {
            // The server has had enough.
          }
        });
  }

  /** What comes next, some of an answer at least. */
  String read() throws IOException {
    byte[] buffer = new byte[8_192];
    int read = socket.getInputStream().read(buffer);
    return new String(buffer, 0, Math.max(read, 0), ISO_8859_1);
  }

  /** What came until the server closed the connection. */
  String untilClosed() {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8_192];
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
        text.append(new String(buffer, 0, read, ISO_8859_1));
      }
    } catch (SocketException _) {
      // Reset, since it had not read everything: closed as well.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Whether nothing has come, not even the end. */
  boolean isWaiting() throws IOException {
    socket.setSoTimeout(1);
    try {
      var _ = socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
