package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.contract.Urgency;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

class RequestFramesTest {
  private static final int FRAME_HEADER = 9;
  private static final String ENDPOINT = "https://push.example/push/";

  private final RequestFrames frames = new RequestFrames(Origin.of("https://push.example"));
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

  @Test
  void saysTheSecondTimeOnlyWhatDiffers() throws Http2Exception {
    String first = block(Requests.to(ENDPOINT + "first-subscription"));
    String second = block(Requests.to(ENDPOINT + "second-subscription"));

    assertThat(first).contains(Requests.AUTHORIZATION, "/push/first-subscription");
    assertThat(second).contains("/push/second-subscription").doesNotContain("vapid");
    assertThat(second).hasSizeLessThan("/push/second-subscription".length() + 40);
  }

  /** An entry would take the place of what many requests share, and tell of the endpoint. */
  @Test
  void keepsTheEndpointOutOfTheTable() throws Http2Exception {
    block(Requests.to(ENDPOINT + "subscription"));
    String again = block(Requests.to(ENDPOINT + "subscription"));

    assertThat(again).contains("/push/subscription");
  }

  @Test
  void keepsTheTableOfOneConnectionThroughManyRequests() throws Http2Exception {
    for (int i = 0; i < 1_000; i++) {
      Http2Headers headers = decode(request(ENDPOINT + i, i, "topic-" + i, "vapid t=" + i % 3));
      assertThat(headers.path()).hasToString("/push/" + i);
      assertThat(headers.get("ttl")).hasToString(Integer.toString(i));
      assertThat(headers.get("topic")).hasToString("topic-" + i);
      assertThat(headers.get("authorization")).hasToString("vapid t=" + i % 3);
    }
  }

  @Test
  void followsThePeersTableSize() throws Http2Exception {
    decode(Requests.to(ENDPOINT + "1"));
    frames.peerTableSize(0);
    decoder.configuration().maxHeaderTableSize(0);

    assertThat(decode(Requests.to(ENDPOINT + "2")).get("authorization"))
        .hasToString(Requests.AUTHORIZATION);
    assertThat(decode(Requests.to(ENDPOINT + "3")).get("authorization"))
        .hasToString(Requests.AUTHORIZATION);
  }

  @Test
  void tellsWindowsWhetherToKeepTheMessage() throws Http2Exception {
    RequestFrames toWindows = new RequestFrames(Origin.of("https://db5p.notify.windows.com"));
    ByteBuf out = Unpooled.buffer();
    toWindows.headers(1, request("https://db5p.notify.windows.com/w/", 0, null, "vapid"), out);
    ByteBuf second = Unpooled.buffer();
    toWindows.headers(3, request("https://db5p.notify.windows.com/w/", 5, null, "vapid"), second);

    assertThat(decoded(1, out).get("x-wns-cache-policy")).hasToString("no-cache");
    assertThat(decoded(3, second).get("x-wns-cache-policy")).hasToString("cache");
  }

  @Test
  void refusesWhatDoesNotFitIntoAFrame() {
    ByteBuf out = Unpooled.buffer();

    assertThatThrownBy(() -> frames.headers(1, Requests.to(ENDPOINT + "x".repeat(20_000)), out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.isReadable()).isFalse();
  }

  @Test
  void endsARequestWithItsLastByte() {
    Attempt attempt = new Attempt(Requests.to(ENDPOINT + "1", 10), 5, 0, 100);
    ByteBuf out = Unpooled.buffer();

    RequestFrames.data(attempt, 4, out);
    RequestFrames.data(attempt, 6, out);

    assertThat(out.readUnsignedMedium()).isEqualTo(4);
    assertThat(out.readShort()).isEqualTo((short) 0x0000);
    assertThat(out.readInt()).isEqualTo(5);
    out.skipBytes(4);
    assertThat(out.readUnsignedMedium()).isEqualTo(6);
    assertThat(out.readShort()).isEqualTo((short) 0x0001);
  }

  private Http2Headers decode(PushRequest request) throws Http2Exception {
    ByteBuf out = Unpooled.buffer();
    frames.headers(1, request, out);
    return decoded(1, out);
  }

  private Http2Headers decoded(int streamId, ByteBuf out) throws Http2Exception {
    assertThat(out.getUnsignedMedium(0)).isEqualTo(out.readableBytes() - FRAME_HEADER);
    return decoder.decodeHeaders(streamId, out.skipBytes(FRAME_HEADER));
  }

  private String block(PushRequest request) throws Http2Exception {
    ByteBuf out = Unpooled.buffer();
    frames.headers(1, request, out);
    return out.skipBytes(FRAME_HEADER).toString(ISO_8859_1);
  }

  private static PushRequest request(
      String endpoint, long ttl, String topic, String authorization) {
    String origin = "https://push.example";
    return new PushRequest(
        origin,
        endpoint.substring(origin.length()),
        new byte[10],
        ttl,
        Urgency.HIGH,
        topic,
        authorization);
  }
}
