package dev.towncrier.benchmarks.message;

import dev.towncrier.crypto.p256.P256;
import java.util.LinkedHashMap;
import java.util.Map;

/** What our curve arithmetic can run on. */
public final class Backends {

  private Backends() {}

  /** Those that run on this machine, by name. */
  public static Map<String, P256> available() {
    Map<String, P256> backends = new LinkedHashMap<>();
    backends.put("bouncycastle", P256.bouncyCastle());
    return backends;
  }
}
