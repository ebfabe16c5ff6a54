package dev.towncrier.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept alive (RFC 9112), opened when it is needed. It costs little, so that
 * the servers have the machine. For one thread at a time.
 */
public final class HttpConnection implements AutoCloseable {
  private static final int BUFFER = 4_096;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final InetAddress from;
  private final int port;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  /**
   * From 127.0.0.1.
   *
   * @param port of the same host
   */
  public HttpConnection(int port) {
    this(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * From any address of loopback.
   *
   * @param port on 127.0.0.1
   */
  public HttpConnection(InetAddress from, int port) {
    this.from = from;
    this.port = port;
  }

  /** What the server answered. */
  public record Answer(int status, String body) {}

  /**
   * Sends a request and reads the answer.
   *
   * @param request all of it
   * @throws IOException also if the server is silent for a minute; the connection is of no use then
   */
  public Answer exchange(String request) throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
      open.setTcpNoDelay(true);
      open.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(open.getInputStream(), BUFFER);
      socket = open;
    }
    open.getOutputStream().write(request.getBytes(UTF_8));
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String field = header.toLowerCase(Locale.ROOT);
      if (field.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      } else if (field.startsWith("transfer-encoding:")) {
        chunked = true;
      } else if (field.startsWith("connection:")) {
        last = field.contains("close");
      }
    }
    byte[] body = chunked ? chunks() : bytes(length);
    if (last) {
      close();
    }
    return new Answer(status, new String(body, UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(bytes(size));
      var _ = line();
    }
    var _ = line();
    return body.toByteArray();
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("The server ended the connection within an answer");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The server ended the connection: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
