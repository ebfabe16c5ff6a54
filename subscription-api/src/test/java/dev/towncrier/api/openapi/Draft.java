package dev.towncrier.api.openapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A request that is being written; each of its characters is one byte. */
final class Draft {
  String method;
  String target;
  String version = "HTTP/1.1";
  final List<String> headers = new ArrayList<>();

  /** Null for none. */
  String body;

  /** How the body's length is told, and the body as it is sent. */
  String framed;

  /** Nothing may follow it on its connection. */
  boolean ends;

  /** What HTTP itself asks servers to answer it with, from 500 on. */
  final Set<Integer> alsoRight = new HashSet<>();

  Draft(String method, String target) {
    this.method = method;
    this.target = target;
    headers.add("Host: 127.0.0.1");
  }

  Draft with(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  Draft as(String token) {
    return token.isEmpty() ? this : with("Authorization", "Bearer " + token);
  }

  Draft body(String contentType, String bytes) {
    body = bytes;
    return with("Content-Type", contentType);
  }

  /** Text as the bytes of its UTF-8. */
  static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  byte[] request() {
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    headers.forEach(header -> request.append(header).append("\r\n"));
    if (framed != null) {
      request.append(framed);
    } else if (body != null) {
      request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    } else {
      request.append("\r\n");
    }
    return request.toString().getBytes(ISO_8859_1);
  }

  /** What is sent, for people. */
  @Override
  public String toString() {
    String text = new String(request(), ISO_8859_1);
    String shown = text.length() > 2_000 ? text.substring(0, 2_000) + "... " + text.length() : text;
    return shown
        .codePoints()
        .collect(
            StringBuilder::new,
            (all, one) -> {
              if (one == '\n' || (one >= ' ' && one < 127)) {
                all.appendCodePoint(one);
              } else {
                all.append("\\x%02x".formatted(one));
              }
            },
            StringBuilder::append)
        .toString();
  }
}
