package dev.towncrier.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.towncrier.api.RunningApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitIT {
  private static final int LIMIT = 3;
  private static final String FLOODING = "127.0.0.2";
  private static final String ANOTHER = "127.0.0.3";
  private static final RunningApi api = api(Map.of());

  private final List<RawClient> held = new ArrayList<>();

  private static RunningApi api(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("towncrier.connection-limit", Integer.toString(LIMIT));
    settings.put("server.shutdown", "immediate");
    return RunningApi.shared().another(settings);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** As many as it may have, each of which was answered, so that the server knows of all. */
  private void hold(RunningApi which, String address) throws IOException {
    for (int i = 0; i < LIMIT; i++) {
      RawClient client = new RawClient(which.port(), address);
      held.add(client);
      client.send("GET /v1/nowhere HTTP/1.1\r\nHost: api\r\n\r\n");
      assertThat(client.read()).startsWith("HTTP/1.1 404");
    }
  }

  private static String answer(RunningApi which, String address) throws IOException {
    try (RawClient client = new RawClient(which.port(), address)) {
      client.send("GET /v1/nowhere HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n");
      return client.untilClosed();
    } catch (IOException _) {
      return ""; // reset
    }
  }

  @AfterEach
  void close() throws IOException {
    for (RawClient client : held) {
      client.close();
    }
  }

  @Test
  void givesAnAddressNoMoreThanItsShareAndOthersTheirs() throws IOException {
    hold(api, FLOODING);

    for (int i = 0; i < 20; i++) {
      assertThat(answer(api, FLOODING)).isEmpty();
      assertThat(answer(api, ANOTHER)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void givesTheNextOnceOneIsClosed() throws IOException {
    hold(api, "127.0.0.4");

    held.getFirst().close();

    await().until(() -> answer(api, "127.0.0.4"), answer -> answer.startsWith("HTTP/1.1 404"));
  }

  @Test
  void doesNotCountProxies() throws IOException {
    try (RunningApi behindOne = api(Map.of("server.forward-headers-strategy", "native"))) {
      hold(behindOne, FLOODING);

      assertThat(answer(behindOne, FLOODING)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void startsWithNoLimitThatIsAMistake() {
    assertThatThrownBy(
            () -> RunningApi.shared().another(Map.of("towncrier.connection-limit", "-1")).close())
        .rootCause()
        .hasMessageContaining("towncrier.connection-limit must be from 0");
  }
}
