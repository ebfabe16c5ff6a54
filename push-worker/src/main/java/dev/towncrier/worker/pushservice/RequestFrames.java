package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder.SensitivityDetector;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes requests as HEADERS and DATA frames (RFC 9113 section 6) of one connection. What many
 * requests share is indexed by HPACK; what differs from one to the next, the endpoint first of all,
 * never is (RFC 7541 section 7.1.3).
 */
final class RequestFrames {
  /** Every peer takes frames of this length. */
  static final int MAX_FRAME = 16_384;

  private static final int FRAME_HEADER = 9;
  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final int MAX_TABLE = 16_384;
  private static final AsciiString POST = HttpMethod.POST.asciiName();
  private static final AsciiString HTTPS = AsciiString.cached("https");
  private static final Set<AsciiString> SHARED =
      Set.of(
          PseudoHeaderName.METHOD.value(),
          PseudoHeaderName.SCHEME.value(),
          PseudoHeaderName.AUTHORITY.value(),
          RequestHeaders.AUTHORIZATION,
          RequestHeaders.CONTENT_ENCODING,
          RequestHeaders.CONTENT_TYPE,
          RequestHeaders.URGENCY,
          RequestHeaders.CACHE_POLICY);
  private static final SensitivityDetector DIFFERS = (name, _) -> !isShared(name);

  private final Origin origin;
  private final boolean wns;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(DIFFERS, true);
  private String lastAuthorization = "";
  private AsciiString authorization = AsciiString.EMPTY_STRING;
  private long lastTtl = -1;
  private AsciiString ttl = AsciiString.EMPTY_STRING;

  RequestFrames(Origin origin) {
    this.origin = origin;
    wns = PushServiceKind.isWns(origin.host());
  }

  private static boolean isShared(CharSequence name) {
    return name instanceof AsciiString ascii && SHARED.contains(ascii);
  }

  /** How large the peer's table of headers may be, in bytes. */
  void peerTableSize(long size) throws Http2Exception {
    Http2HeadersEncoder.Configuration configuration = encoder.configuration();
    configuration.maxHeaderTableSize(Math.min(size, MAX_TABLE));
  }

  /**
   * Writes a HEADERS frame.
   *
   * @throws IllegalArgumentException if it would not fit into one frame; nothing is written
   */
  void headers(int streamId, PushRequest request, ByteBuf out) throws Http2Exception {
    int start = out.writerIndex();
    String target = request.path();
    if (target.length() + request.authorization().length() > MAX_FRAME / 2) {
      throw new IllegalArgumentException("The request's headers are too long");
    }
    out.writeZero(FRAME_HEADER);
    encoder.encodeHeaders(streamId, headers(target, request), out);
    int flags = END_HEADERS | (request.body().length == 0 ? END_STREAM : 0);
    frameHeader(out, start, Http2FrameTypes.HEADERS, flags, streamId);
  }

  /** Writes a DATA frame with the next bytes of the body. */
  static void data(Attempt attempt, int bytes, ByteBuf out) {
    int start = out.writerIndex();
    out.writeZero(FRAME_HEADER);
    attempt.writeBody(out, bytes);
    int flags = attempt.unwritten() == 0 ? END_STREAM : 0;
    frameHeader(out, start, Http2FrameTypes.DATA, flags, attempt.streamId());
  }

  private static void frameHeader(ByteBuf out, int start, byte type, int flags, int streamId) {
    out.setMedium(start, out.writerIndex() - start - FRAME_HEADER);
    out.setByte(start + 3, type);
    out.setByte(start + 4, flags);
    out.setInt(start + 5, streamId);
  }

  private ReadOnlyHttp2Headers headers(String target, PushRequest request) {
    List<AsciiString> others = new ArrayList<>(16);
    add(others, RequestHeaders.CONTENT_TYPE, RequestHeaders.NOTIFICATION);
    add(others, RequestHeaders.CONTENT_ENCODING, RequestHeaders.AES128GCM);
    add(others, RequestHeaders.AUTHORIZATION, authorization(request.authorization()));
    add(others, RequestHeaders.URGENCY, RequestHeaders.urgency(request.urgency()));
    add(others, RequestHeaders.TTL, ttl(request.ttlSeconds()));
    String length = Integer.toString(request.body().length);
    add(others, RequestHeaders.CONTENT_LENGTH, new AsciiString(length));
    String topic = request.topic();
    if (topic != null) {
      add(others, RequestHeaders.TOPIC, new AsciiString(topic));
    }
    if (wns) {
      add(others, RequestHeaders.CACHE_POLICY, RequestHeaders.cachePolicy(request));
    }
    return ReadOnlyHttp2Headers.clientHeaders(
        false,
        POST,
        new AsciiString(target),
        HTTPS,
        origin.authority(),
        others.toArray(AsciiString[]::new));
  }

  private static void add(List<AsciiString> headers, AsciiString name, AsciiString value) {
    headers.add(name);
    headers.add(value);
  }

  private AsciiString authorization(String value) {
    if (!value.equals(lastAuthorization)) {
      lastAuthorization = value;
      authorization = new AsciiString(value);
    }
    return authorization;
  }

  private AsciiString ttl(long seconds) {
    if (seconds != lastTtl) {
      lastTtl = seconds;
      ttl = new AsciiString(Long.toString(seconds));
    }
    return ttl;
  }
}
