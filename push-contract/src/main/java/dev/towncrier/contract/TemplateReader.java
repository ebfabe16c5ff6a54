package dev.towncrier.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads members of a notification or of an action that may hold variables. */
final class TemplateReader {
  // U+0000, which no text holds, stands for variables here.
  private static final Pattern VARIABLES_AFTER_AUTHORITY =
      Pattern.compile("[^\0]*?//[^/?#\0]*[/?#]");

  private TemplateReader() {}

  /** A title, or null if absent. Whatever a recipient's tags are, it is not empty. */
  static @Nullable String title(JsonMembers in) {
    String text = in.optionalText("title", 1, NotificationContent.MAX_TEXT);
    if (text == null) {
      return null;
    }
    Template template = wellFormed(in, "title", text);
    if (template.hasVariables() && template.filled(Template.Variable::otherwise).isBlank()) {
      throw in.invalid(
          "title",
          "would be empty without tags: "
              + JsonMembers.shown(text)
              + "; give a variable a default, as in {{name|friend}}");
    }
    return text;
  }

  /** A text, or null if absent. */
  static @Nullable String body(JsonMembers in) {
    String text = in.optionalText("body", 0, NotificationContent.MAX_TEXT);
    if (text != null) {
      var _ = wellFormed(in, "body", text);
    }
    return text;
  }

  /** A URL whose variables, if any, stand behind its host; null if absent. */
  static @Nullable String navigate(JsonMembers in) {
    return in.optionalUrl("navigate", text -> asUrl(in, text));
  }

  private static String asUrl(JsonMembers in, String text) {
    Template template = wellFormed(in, "navigate", text);
    if (template.hasVariables()
        && !VARIABLES_AFTER_AUTHORITY.matcher(template.filled(_ -> "\0")).lookingAt()) {
      throw in.invalid(
          "navigate",
          "must have its variables behind the first /, ? or # after the host, not "
              + JsonMembers.shown(text));
    }
    // What no percent-encoding holds, so that none needs a value to be one.
    return template.filled(_ -> "~");
  }

  private static Template wellFormed(JsonMembers in, String name, String text) {
    Template template = Template.of(text);
    if (!template.isWellFormed()) {
      throw in.invalid(
          name,
          "has {{ that begins no variable, in "
              + JsonMembers.shown(text)
              + "; write {{name}} or {{name|default}}, and {{{{ for {{ itself");
    }
    return template;
  }
}
