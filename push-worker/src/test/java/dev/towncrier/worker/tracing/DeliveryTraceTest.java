package dev.towncrier.worker.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTraceTest {
  private final DeliveryTrace.Ids ids = new DeliveryTrace.Ids();

  @Test
  void hasTheDeliverysIdInHexadecimalDigits() {
    assertThat(DeliveryTrace.of("AAECAwQFBgcICQoLDA0ODw", ids::generateTraceId))
        .isEqualTo("000102030405060708090a0b0c0d0e0f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d1", "AAAAAAAAAAAAAAAAAAAAAA", "/AECAwQFBgcICQoLDA0ODw"})
  void hasARandomIdWhereTheDeliverysIsNoneOfOurs(String deliveryId) {
    assertThat(DeliveryTrace.of(deliveryId, ids::generateTraceId)).matches(TraceId::isValid);
  }

  @Test
  void isNobodyElsesTrace() {
    String before = DeliveryTrace.of("AAECAwQFBgcICQoLDA0ODw", ids::generateTraceId);

    assertThat(ids.generateTraceId()).isNotEqualTo(before).matches(TraceId::isValid);
  }
}
