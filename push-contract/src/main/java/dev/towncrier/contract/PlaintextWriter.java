package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one message, and leaves gaps in it for what differs between deliveries. */
final class PlaintextWriter {
  private final List<byte[]> fixed = new ArrayList<>();
  private final List<Plaintext.Gap> gaps = new ArrayList<>();
  private final StringBuilder text = new StringBuilder(); // since the last gap

  private PlaintextWriter() {}

  /**
   * A message with this notification.
   *
   * @param tail what follows it, up to the delivery id that comes last
   */
  static Plaintext write(ObjectNode notification, String tail) {
    PlaintextWriter out = new PlaintextWriter();
    out.text.append("{\"web_push\":8030,\"mutable\":true,\"notification\":{");
    if (!notification.has("tag")) {
      out.text.append("\"tag\":\"");
      out.leave(new Plaintext.DeliveryId());
      out.text.append("\",");
    }
    out.members(notification);
    out.text.append('}').append(tail);
    out.leave(new Plaintext.DeliveryId());
    out.text.append("\"}}");
    out.endPart();
    return new Plaintext(out.fixed, out.gaps);
  }

  private void leave(Plaintext.Gap gap) {
    endPart();
    gaps.add(gap);
  }

  private void endPart() {
    fixed.add(text.toString().getBytes(UTF_8));
    text.setLength(0);
  }

  private void members(ObjectNode object) {
    String comma = "";
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      text.append(comma).append('"').append(member.getKey()).append("\":");
      value(member.getKey(), member.getValue());
      comma = ",";
    }
  }

  private void value(String name, JsonNode value) {
    TextEncoding encoding = TextEncoding.of(name);
    if (encoding != null) {
      text.append('"');
      template(Template.of(value.stringValue()), encoding);
      text.append('"');
    } else if (name.equals("actions")) {
      actions(value);
    } else {
      text.append(value);
    }
  }

  private void actions(JsonNode actions) {
    text.append('[');
    String comma = "";
    for (JsonNode action : actions) {
      text.append(comma).append('{');
      members((ObjectNode) action);
      text.append('}');
      comma = ",";
    }
    text.append(']');
  }

  private void template(Template template, TextEncoding encoding) {
    for (Template.Piece piece : template.pieces()) {
      switch (piece) {
        case Template.Literal(String literal) -> text.append(TextEncoding.json(literal));
        case Template.Stray() -> text.append("{{");
        case Template.Variable(String tag, String otherwise) ->
            leave(new Plaintext.Tag(tag, encoding, encoding.encode(otherwise)));
      }
    }
  }
}
