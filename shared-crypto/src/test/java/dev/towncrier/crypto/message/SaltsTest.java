package dev.towncrier.crypto.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaltsTest {

  @Test
  void givesNoSaltTwiceAcrossManyDraws() {
    Salts salts = new Salts();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] salt = salts.next();
      assertThat(salt).hasSize(16);
      given.add(HexFormat.of().formatHex(salt));
    }
    assertThat(given).hasSize(10_000);
  }
}
