package dev.towncrier.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** An event as it goes out (HTML standard, section 9.2.6). */
final class ServerSentEvent {
  private final byte[] bytes;

  /**
   * An event of that name.
   *
   * @param json on one line
   */
  ServerSentEvent(String name, String json) {
    bytes = ("event: " + name + "\ndata: " + json + "\n\n").getBytes(UTF_8);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
