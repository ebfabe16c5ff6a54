package dev.towncrier.api.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A connection that carries requests as they are, well-formed or not. */
final class RawConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * An answer.
   *
   * @param status 0 if the connection ended without one
   * @param body each byte a character
   */
  record Reply(int status, Map<String, String> headers, String body) {
    private static final Reply NONE = new Reply(0, Map.of(), "");

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final URI address;
  private Socket socket;
  private InputStream in;

  RawConnection(URI address) {
    this.address = address;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param ends whether nothing may follow it: the server sees the end of what is sent
   */
  Reply exchange(byte[] request, boolean head, boolean ends) throws IOException {
    boolean reused = socket != null;
    Reply reply = attempt(request, head, ends);
    if (reply.status == 0 && reused) { // the server had closed it meanwhile
      reply = attempt(request, head, ends);
    }
    if (ends || reply.status == 0 || reply.header("connection").equalsIgnoreCase("close")) {
      close();
    }
    return reply;
  }

  private Reply attempt(byte[] request, boolean head, boolean ends) throws IOException {
    if (socket == null) {
      socket = new Socket(address.getHost(), address.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.setSoLinger(true, 0); // a million of them must leave none in TIME_WAIT
      in = new BufferedInputStream(socket.getInputStream());
    }
    try {
      socket.getOutputStream().write(request);
      if (ends) {
        socket.shutdownOutput();
      }
      return read(head);
    } catch (SocketTimeoutException e) {
      close();
      throw e;
    } catch (IOException e) { // reset, which a server may do to what it does not read
      close();
      return Reply.NONE;
    }
  }

  private Reply read(boolean head) throws IOException {
    while (true) {
      String statusLine = line();
      if (statusLine == null) {
        close();
        return Reply.NONE;
      }
      int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
      Map<String, String> headers = new HashMap<>();
      for (String line = line(); line != null && !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      if (status >= 200) {
        return new Reply(status, headers, new String(body(status, head, headers), ISO_8859_1));
      }
    }
  }

  private byte[] body(int status, boolean head, Map<String, String> headers) throws IOException {
    if (head || status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        whole.write(in.readNBytes(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
  }

  private int chunk() throws IOException {
    String line = line();
    return line == null ? 0 : Integer.parseInt(line.strip(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
