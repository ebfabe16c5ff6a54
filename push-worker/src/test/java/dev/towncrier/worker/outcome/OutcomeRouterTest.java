package dev.towncrier.worker.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.towncrier.contract.DeadLetterReason;
import dev.towncrier.contract.DeliveryRequested;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OutcomeRouterTest {
  private static final Instant NOON = Instant.parse("2030-01-31T12:00:00Z");
  private static final DeliveryRequested DELIVERY =
      new DeliveryRequested(
          "AAAAAAAAAAAAAAAAAAAAAA",
          "order-1",
          "demo",
          new UUID(1, 1),
          NOON,
          "https://push.example",
          new UUID(1, 2),
          null,
          1,
          null,
          NOON.minusSeconds(60),
          0);

  private final OutcomeRouter router = new OutcomeRouter(new Topics("push"));

  /** The golden text of version 0.1, which may grow. */
  @Test
  void headersOfADeadLetterAreThoseOfItsSchema() {
    ObjectNode headers =
        headers(
            deadLetter(new NextStep.DeadLetter(DeadLetterReason.PAYLOAD_TOO_LARGE, 413, "Large")));

    assertThat(headers)
        .hasToString(
            "{\"reason\":\"payload-too-large\",\"status\":\"413\",\"attempts\":\"2\","
                + "\"push-service\":\"https://push.example\","
                + "\"first-attempt-at\":\"2030-01-31T11:59:00Z\","
                + "\"last-attempt-at\":\"2030-01-31T12:00:00Z\",\"response\":\"Large\"}");
    assertThat(errors(headers)).isEmpty();
  }

  @Test
  void withoutAnAnswerOrADeliveryOthersAreLeftOut() {
    ObjectNode unasked =
        headers(deadLetter(new NextStep.DeadLetter(DeadLetterReason.REFUSED, null, "Not allowed")));
    ObjectNode poison =
        headers(
            router.poison(
                new ConsumerRecord<>("push.deliveries.direct", 0, 0, new byte[0], new byte[0])));

    assertThat(unasked.has("status")).isFalse();
    assertThat(poison).hasToString("{\"reason\":\"poison\"}");
    assertThat(errors(unasked)).isEmpty();
    assertThat(errors(poison)).isEmpty();
    assertThat(errors(poison.put("reason", "refused"))).isNotEmpty();
    assertThat(errors(unasked.put("attempts", "many"))).isNotEmpty();
  }

  private ProducerRecord<byte[], byte[]> deadLetter(NextStep.DeadLetter step) {
    return router.perform(DELIVERY, null, step, NOON).getFirst();
  }

  private static ObjectNode headers(ProducerRecord<byte[], byte[]> record) {
    ObjectNode headers = Json.MAPPER.createObjectNode();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  private static List<String> errors(ObjectNode headers) {
    String file = "/dev/towncrier/contract/schema/dead-letter-headers.json";
    try (InputStream json = Json.class.getResourceAsStream(file)) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Json.MAPPER.readTree(json));
      return schema.validate(headers).stream().map(Object::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
