package dev.towncrier.store;

/** How userTokens are signed (RFC 7518 section 3.1, RFC 8037 section 3.1). */
public enum TokenAlgorithm {
  /** ECDSA on P-256 with SHA-256. */
  ES256("ES256"),
  /** Ed25519; no other curve. */
  EDDSA("EdDSA"),
  /** HMAC with SHA-256, by a secret that the site has too. */
  HS256("HS256");

  private final String label;

  TokenAlgorithm(String label) {
    this.label = label;
  }

  /** Its name in a token's {@code alg} and in the database. */
  public String label() {
    return label;
  }

  /** Whether its keys are secret on our side too. */
  public boolean isSymmetric() {
    return this == HS256;
  }

  static TokenAlgorithm of(String label) {
    for (TokenAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("No algorithm is called " + label);
  }
}
