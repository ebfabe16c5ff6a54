package dev.towncrier.benchmarks.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What everyone sends: a push message's headers and a body.
 *
 * @param origin of the sink
 * @param ca a PEM file with the authority to trust
 * @param body encrypted or not, nobody looks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Post(URI origin, Path ca, byte[] body) {
  private static final String TOKEN =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9." + "e".repeat(120) + "." + "s".repeat(86);
  static final String AUTHORIZATION = "vapid t=" + TOKEN + ", k=" + "k".repeat(87);
  static final String PATH = "/push/" + "p".repeat(183);
  static final String CONTENT_TYPE = "application/notification+json";
  static final String CONTENT_ENCODING = "aes128gcm";
  static final long TTL_SECONDS = 86_400;

  URI endpoint() {
    return origin.resolve(PATH);
  }

  /** Without those that a client makes by itself. */
  static SequencedMap<String, String> headers() {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", CONTENT_TYPE);
    headers.put("content-encoding", CONTENT_ENCODING);
    headers.put("authorization", AUTHORIZATION);
    headers.put("urgency", "normal");
    headers.put("ttl", Long.toString(TTL_SECONDS));
    return headers;
  }
}
