package dev.towncrier.benchmarks.message;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** What our curve arithmetic can run on. */
public final class Backends {

  private Backends() {}

  /** All by name, the fastest first. */
  public static SequencedMap<String, Availability<P256>> all() {
    SequencedMap<String, Availability<P256>> backends = new LinkedHashMap<>();
    backends.put("accp", availability(P256::corretto));
    backends.put("bouncycastle", availability(P256::bouncyCastle));
    return backends;
  }

  /** Those that run on this machine. */
  public static Map<String, P256> available() {
    Map<String, P256> available = new LinkedHashMap<>();
    all()
        .forEach((name, backend) -> {
          if (backend instanceof Present<P256>(P256 present)) {
            available.put(name, present);
          }
        });
    return available;
  }

  private static Availability<P256> availability(Supplier<P256> backend) {
    try {
      return new Present<>(backend.get());
    } catch (P256Unavailable e) {
      return new Missing<>(String.valueOf(e.getMessage()));
    }
  }
}
