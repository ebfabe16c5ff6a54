package dev.towncrier.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, each of which would take minutes if it were let. */
@Timeout(90)
class SlowRequestIT {
  private static final int EVERY_MILLIS = 200;

  private static final Map<String, String> IMPATIENT =
      Map.of(
          "towncrier.request-timeout", "1s",
          "server.tomcat.connection-timeout", "2s",
          "server.shutdown", "immediate");

  private final RunningApi shared = RunningApi.shared();
  private final String base = "/v1/applications/" + shared.newApplication().id();

  @Test
  void endsABodyThatTrickles() throws IOException {
    try (RunningApi api = shared.another(IMPATIENT);
        RawClient client = new RawClient(api.port())) {
      client.send(post("Content-Length: 2000"));
      client.trickle(' ', EVERY_MILLIS);

      assertThat(client.untilClosed())
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "urn:towncrier:problem:too-slow");
    }
  }

  @Test
  void endsABodyThatStops() throws IOException {
    try (RunningApi api = shared.another(IMPATIENT);
        RawClient client = new RawClient(api.port())) {
      client.send(post("Content-Length: 2000") + "{");

      assertThat(client.untilClosed()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void endsChunksThatTrickle() throws IOException {
    try (RunningApi api = shared.another(IMPATIENT);
        RawClient data = new RawClient(api.port());
        RawClient extension = new RawClient(api.port());
        RawClient trailer = new RawClient(api.port())) {
      data.send(post("Transfer-Encoding: chunked") + "500\r\n");
      data.trickle(' ', EVERY_MILLIS);
      extension.send(post("Transfer-Encoding: chunked") + "2;x=");
      extension.trickle('y', EVERY_MILLIS);
      trailer.send(post("Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\nX-Trailer: ");
      trailer.trickle('y', EVERY_MILLIS);

      assertThat(data.untilClosed()).startsWith("HTTP/1.1 408 ");
      extension.untilClosed();
      trailer.untilClosed();
    }
  }

  @Test
  void takesChunksThatComeInTime() throws IOException {
    try (RawClient client = new RawClient(shared.port())) {
      String body = Browser.fresh().body().toString();
      client.send(
          post("Transfer-Encoding: chunked", "Connection: close")
              + Integer.toHexString(body.length())
              + "\r\n"
              + body
              + "\r\n0\r\n\r\n");

      assertThat(client.untilClosed()).startsWith("HTTP/1.1 201 ");
    }
  }

  @Test
  void endsABodyThatNobodyReads() throws IOException {
    try (RunningApi api = shared.another(IMPATIENT);
        RawClient client = new RawClient(api.port())) {
      client.send("POST /v1/nowhere HTTP/1.1\r\nHost: api\r\nContent-Length: 2000\r\n\r\n");
      client.trickle(' ', EVERY_MILLIS);

      assertThat(client.untilClosed()).startsWith("HTTP/1.1 404 ").doesNotContain("HTTP/1.1 400");
    }
  }

  @Test
  void keepsTheConnectionWhenABodyThatNobodyReadsIsThere() throws IOException {
    try (RawClient client = new RawClient(shared.port())) {
      client.send("POST /v1/nowhere HTTP/1.1\r\nHost: api\r\nContent-Length: 5\r\n\r\n12345");
      client.send("GET " + base + "/config HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n");

      assertThat(client.untilClosed()).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ");
    }
  }

  @Test
  void endsAHeadThatTrickles() throws IOException {
    try (RunningApi api = shared.another(IMPATIENT);
        RawClient line = new RawClient(api.port());
        RawClient header = new RawClient(api.port());
        RawClient second = new RawClient(api.port())) {
      line.send("GET /");
      line.trickle('x', EVERY_MILLIS);
      header.send("GET / HTTP/1.1\r\nHost: api\r\nX-Slow: ");
      header.trickle('x', EVERY_MILLIS);
      second.send("GET /v1/nowhere HTTP/1.1\r\nHost: api\r\n\r\nGET /");
      second.trickle('x', EVERY_MILLIS);

      assertThat(line.untilClosed()).doesNotContain("200");
      assertThat(header.untilClosed()).doesNotContain("200");
      assertThat(second.untilClosed()).startsWith("HTTP/1.1 404 ");
    }
  }

  /**
   * More than the 200 threads that a server without virtual ones has, and than any pool of ours.
   */
  @Test
  void answersOthersWhileManyAreSlow() throws IOException {
    List<RawClient> slow = new ArrayList<>();
    try (RunningApi api =
        shared.another(
            Map.of(
                "towncrier.request-timeout", "80s",
                "server.tomcat.connection-timeout", "80s",
                "spring.datasource.hikari.connection-timeout", "60000",
                "server.shutdown", "immediate"))) {
      for (int i = 0; i < 1_000; i++) {
        RawClient client = new RawClient(api.port());
        slow.add(client);
        client.send(post("Content-Length: 2000") + "{");
      }

      for (int i = 0; i < 20; i++) {
        String body = Browser.fresh().body().toString();
        assertThat(api.call("POST", base + "/subscriptions", body, Map.of()).status())
            .isEqualTo(201);
      }

      for (RawClient client : slow) {
        assertThat(client.isWaiting()).isTrue();
      }
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  private String post(String... headers) {
    return "POST "
        + base
        + "/subscriptions HTTP/1.1\r\nHost: api\r\nContent-Type: application/json\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }
}
