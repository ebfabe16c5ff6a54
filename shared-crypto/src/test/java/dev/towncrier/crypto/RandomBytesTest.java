package dev.towncrier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomBytesTest {

  @Test
  void hasTheLengthAskedFor() {
    assertThat(RandomBytes.of(0)).isEmpty();
    assertThat(RandomBytes.of(32)).hasSize(32);
  }

  @Test
  void neverRepeatsAcrossThreads() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(_ -> seen.add(HexFormat.of().formatHex(RandomBytes.of(16))));
    assertThat(seen).hasSize(10_000);
  }
}
