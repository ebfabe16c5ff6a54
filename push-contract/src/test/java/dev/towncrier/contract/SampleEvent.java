package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import tools.jackson.databind.node.ObjectNode;

/** The JSON of a valid event, to be changed member by member. Values are given as JSON. */
final class SampleEvent {
  private final ObjectNode event;

  private SampleEvent(ObjectNode event) {
    this.event = event;
  }

  static SampleEvent valid() {
    return of(
        """
        {"id": "order-4711-shipped", "application": "demo", "audience": {"topics": ["news"]},
         "notification": {"title": "Shipped"}}
        """);
  }

  static SampleEvent of(String json) {
    return new SampleEvent((ObjectNode) Json.MAPPER.readTree(json));
  }

  SampleEvent with(String name, String json) {
    event.set(name, Json.MAPPER.readTree(json));
    return this;
  }

  SampleEvent without(String name) {
    event.remove(name);
    return this;
  }

  /** In ASCII: what is half a surrogate pair has no other form. */
  byte[] json() {
    StringBuilder json = new StringBuilder();
    event
        .toString()
        .chars()
        .forEach(c -> json.append(c < 128 ? "" + (char) c : "\\u%04x".formatted(c)));
    return json.toString().getBytes(US_ASCII);
  }

  NotificationRequested parse() {
    return NotificationRequested.parse(json());
  }
}
