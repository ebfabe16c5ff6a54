package dev.towncrier.contract;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Checks the {@code locales} of an event: what the notification says otherwise in a language. */
final class Locales {
  private static final int MAX_COUNT = 64;
  private static final int MAX_TAG = 64;

  private Locales() {}

  /** The variants by language tag, each with the members that differ; empty if there are none. */
  static ObjectNode read(JsonMembers event) {
    ObjectNode variants = Json.MAPPER.createObjectNode();
    JsonMembers locales = event.optionalObject("locales");
    if (locales == null) {
      return variants;
    }
    Map<String, String> seen = new HashMap<>();
    for (String tag : locales.names(MAX_COUNT, MAX_TAG)) {
      JsonMembers variant = locales.optionalObject(tag);
      if (variant == null) {
        continue;
      }
      if (!LanguageTags.isWellFormed(tag)) {
        throw locales.invalid(
            "",
            "has the name "
                + JsonMembers.shown(tag)
                + ", which is no language tag (BCP 47) such as nb or pt-BR");
      }
      String same = seen.put(LanguageTags.key(tag), tag);
      if (same != null) {
        throw locales.invalid(tag, "is the same language as " + same);
      }
      variants.set(tag, read(tag, variant));
    }
    return variants;
  }

  private static ObjectNode read(String tag, JsonMembers variant) {
    ObjectNode content = NotificationContent.readVariant(variant);
    if (!content.has("lang")) {
      content.put("lang", tag);
    }
    return content;
  }
}
