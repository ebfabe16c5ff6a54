package dev.towncrier.contract.publish;

/**
 * Kafka did not confirm an event in time. It may have been written all the same: publish the same
 * event again with this id, which makes a repeat harmless. The cause is Kafka's own exception.
 */
public final class UnconfirmedEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String id;

  UnconfirmedEvent(String id, String topic, Throwable cause) {
    super(
        ("Kafka did not confirm the event %s on the topic %s: %s."
                + " It may have been written all the same; repeat it with this id")
            .formatted(id, topic, cause),
        cause);
    this.id = id;
  }

  /** The event's id: the one to repeat it with. */
  public String id() {
    return id;
  }
}
