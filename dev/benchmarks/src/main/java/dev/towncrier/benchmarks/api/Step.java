package dev.towncrier.benchmarks.api;

/** What a visitor's browser asks for. Each visitor takes all steps, in this order. */
enum Step {
  /** An endpoint that is new. */
  SUBSCRIBE("subscribe"),
  /** The same again: the endpoint is known. */
  RESUBSCRIBE("re-subscribe"),
  /** The end. */
  UNSUBSCRIBE("unsubscribe");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
