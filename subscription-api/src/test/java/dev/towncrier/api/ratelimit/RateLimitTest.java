package dev.towncrier.api.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.web.ClientAddress;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final ClientAddress SOMEONE = ClientAddress.of("192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimit<ClientAddress> limit = new RateLimit<>(60, clock());

  @Test
  void allowsAMinutesRequestsAtOnceAndThenOneASecond() {
    for (int i = 0; i < 60; i++) {
      assertThat(limit.take(SOMEONE)).isZero();
    }
    assertThat(limit.take(SOMEONE)).isEqualTo(Duration.ofSeconds(1));

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(limit.take(SOMEONE)).isZero();
    assertThat(limit.take(SOMEONE)).isPositive();
  }

  @Test
  void countsEveryAddressForItself() {
    for (int i = 0; i < 61; i++) {
      limit.take(SOMEONE);
    }

    assertThat(limit.take(ClientAddress.of("192.0.2.2"))).isZero();
  }

  @Test
  void countsAHouseholdOfIpv6AddressesAsOne() {
    assertThat(ClientAddress.of("2001:db8:1:2::1")).isEqualTo(ClientAddress.of("2001:db8:1:2:3::"));
    assertThat(ClientAddress.of("2001:db8:1:2::1"))
        .isNotEqualTo(ClientAddress.of("2001:db8:1:3::"));
  }

  @Test
  void limitsNothingIfItIsZero() {
    RateLimit<ClientAddress> none = new RateLimit<>(0, clock());
    for (int i = 0; i < 1_000; i++) {
      assertThat(none.take(SOMEONE)).isZero();
    }
  }

  private TimeMeter clock() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }
}
