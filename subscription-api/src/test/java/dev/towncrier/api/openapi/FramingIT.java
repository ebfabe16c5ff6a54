package dev.towncrier.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.openapi.RawConnection.Reply;
import dev.towncrier.contract.Json;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that break RFC 9112 section 7.1. */
class FramingIT {
  private final RunningApi api = RunningApi.shared();
  private final Problems problems = Problems.listed();

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}", "-1\r\n{}", "7fffffffffffffffff\r\n{}", "2\r\n{}zz\r\n"})
  void areMalformedRequests(String chunks) throws IOException {
    String path = "/v1/applications/" + api.newApplication().id() + "/subscriptions";
    Draft draft = new Draft("POST", path).with("Content-Type", "application/json");
    draft.framed = "Transfer-Encoding: chunked\r\n\r\n" + chunks;

    try (RawConnection connection = new RawConnection(api.address())) {
      Reply reply = connection.exchange(draft.request(), false, true);
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      problems.check(chunks, 400, reply.header("content-type"), Json.MAPPER.readTree(reply.body()));
    }
  }
}
