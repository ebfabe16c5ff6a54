package dev.towncrier.benchmarks.encrypt;

/** The contenders as the report lists them. */
enum Group {
  RAW("raw_us", "Primitives alone, called directly"),
  TOWNCRIER("towncrier_us", "Towncrier, a message"),
  TOWNCRIER_DECODED("towncrier_decoded_us", "Towncrier, a message to keys decoded before"),
  TOWNCRIER_SIGNED("towncrier_signed_us", "Towncrier, a message with a signature of its own"),
  PEERS("peers_us", "Peers, a message"),
  PEERS_SIGNED("peers_signed_us", "Peers, a message with its signature");

  private final String member;
  private final String title;

  Group(String member, String title) {
    this.member = member;
    this.title = title;
  }

  /** Its name in the JSON. */
  String member() {
    return member;
  }

  /** For people. */
  String title() {
    return title;
  }
}
