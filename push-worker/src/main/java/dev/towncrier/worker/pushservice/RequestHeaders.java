package dev.towncrier.worker.pushservice;

import dev.towncrier.contract.Urgency;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Names and constant values of the headers of a request (RFC 8030 section 5). */
final class RequestHeaders {
  static final AsciiString AUTHORIZATION = HttpHeaderNames.AUTHORIZATION;
  static final AsciiString CONTENT_ENCODING = HttpHeaderNames.CONTENT_ENCODING;
  static final AsciiString CONTENT_LENGTH = HttpHeaderNames.CONTENT_LENGTH;
  static final AsciiString CONTENT_TYPE = HttpHeaderNames.CONTENT_TYPE;
  static final AsciiString TTL = AsciiString.cached("ttl");
  static final AsciiString URGENCY = AsciiString.cached("urgency");
  static final AsciiString TOPIC = AsciiString.cached("topic");
  static final AsciiString CACHE_POLICY = AsciiString.cached("x-wns-cache-policy");

  static final AsciiString AES128GCM = AsciiString.cached("aes128gcm");
  static final AsciiString NOTIFICATION = AsciiString.cached("application/notification+json");
  private static final AsciiString CACHE = AsciiString.cached("cache");
  private static final AsciiString NO_CACHE = AsciiString.cached("no-cache");

  private static final Map<Urgency, AsciiString> URGENCIES = new EnumMap<>(Urgency.class);

  static {
    for (Urgency urgency : Urgency.values()) {
      URGENCIES.put(urgency, AsciiString.cached(urgency.header()));
    }
  }

  private RequestHeaders() {}

  static AsciiString urgency(Urgency urgency) {
    return Objects.requireNonNull(URGENCIES.get(urgency));
  }

  /** The Windows notification service refuses a TTL of 0 for what may be cached. */
  static AsciiString cachePolicy(PushRequest request) {
    return request.ttlSeconds() == 0 ? NO_CACHE : CACHE;
  }
}
