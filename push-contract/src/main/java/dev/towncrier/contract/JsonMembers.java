package dev.towncrier.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.node.ValueNode;

/**
 * Reads the members of one JSON object, each checked as it is read. A member that is absent or null
 * counts as absent; members that nobody asks for are ignored. Every error is an {@link InvalidJson}
 * that names the member. Characters are Unicode code points.
 */
public final class JsonMembers {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SHOWN = 200;
  private static final Pattern UNRECOGNIZED = Pattern.compile("Unrecognized token '[^']*'");

  private final String path;
  private final ObjectNode object;

  private JsonMembers(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /** Parses {@code json}, which must be one JSON object. */
  public static JsonMembers parse(byte[] json) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new InvalidJson("", "The body is not JSON: " + withoutContent(e.getOriginalMessage()));
    }
    return of("", root, "The body");
  }

  // A secret that somebody forgot to quote must not stand in an answer, nor in a dead letter.
  private static String withoutContent(String message) {
    return UNRECOGNIZED.matcher(message).replaceFirst("Unrecognized token");
  }

  private static JsonMembers of(String path, JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return new JsonMembers(path, object);
    }
    throw new InvalidJson(path, (path.isEmpty() ? what + " " : "") + "must be a JSON object");
  }

  /** The members of {@code object}, which stands at {@code path}. */
  static JsonMembers of(String path, ObjectNode object) {
    return new JsonMembers(path, object);
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /** The member as it is, or null if absent. */
  public @Nullable JsonNode find(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** The names of all members, in the order of the document. */
  public Set<String> names() {
    return new LinkedHashSet<>(object.propertyNames());
  }

  /**
   * The names of all members, in the order of the document: at most {@code maxCount}, each of 1 to
   * {@code maxLength} characters.
   */
  public Set<String> names(int maxCount, int maxLength) {
    Set<String> names = names();
    if (names.size() > maxCount) {
      throw invalid("", "has " + names.size() + " members, over the limit of " + maxCount);
    }
    for (String name : names) {
      int length = name.codePointCount(0, name.length());
      if (length < 1 || length > maxLength || name.indexOf('\0') >= 0 || hasHalfPair(name)) {
        throw invalid(
            "",
            "has a name that is not 1 to "
                + maxLength
                + " characters without U+0000 and half surrogate pairs");
      }
    }
    return names;
  }

  /** A string of {@code min} to {@code max} characters that must be there. */
  public String text(String name, int min, int max) {
    String value = optionalText(name, min, max);
    if (value == null) {
      throw invalid(name, "is required");
    }
    return value;
  }

  /** A string of {@code min} to {@code max} characters, or null if absent. */
  public @Nullable String optionalText(String name, int min, int max) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      throw invalid(name, "must be a string");
    }
    return bounded(name, node.stringValue(), min, max);
  }

  /** A whole number from {@code min} to {@code max}, or null if absent. */
  public @Nullable Integer optionalInt(String name, int min, int max) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw invalid(
          name, "must be a whole number from " + min + " to " + max + ", not " + shown(node));
    }
    int value = node.intValue();
    if (value < min || value > max) {
      throw invalid(name, "must be from " + min + " to " + max + ", not " + value);
    }
    return value;
  }

  /** A finite number, or null if absent. */
  public @Nullable NumericNode optionalNumber(String name) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (node instanceof NumericNode number && isFinite(number)) {
      return number;
    }
    throw invalid(name, "must be a finite number, not " + shown(node));
  }

  /**
   * A string of at most {@code maxLength} characters, a finite number, true or false; null if
   * absent.
   */
  public @Nullable ValueNode optionalScalar(String name, int maxLength) {
    JsonNode node = find(name);
    return switch (node) {
      case null -> null;
      case StringNode text -> {
        bounded(name, text.stringValue(), 0, maxLength);
        yield text;
      }
      case BooleanNode truth -> truth;
      case NumericNode number when isFinite(number) -> number;
      default -> throw invalid(name, "must be a string, a finite number, true or false");
    };
  }

  /** True or false, or null if absent. */
  public @Nullable Boolean optionalBoolean(String name) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (!node.isBoolean()) {
      throw invalid(name, "must be true or false, not " + shown(node));
    }
    return node.booleanValue();
  }

  /** An ISO 8601 instant, or null if absent. */
  public @Nullable Instant optionalInstant(String name) {
    String text = optionalText(name, 1, 64);
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(
          name, "must be an ISO 8601 instant such as 2030-01-31T09:00:00Z, not " + shown(text));
    }
  }

  /** An absolute http or https URL of at most 2,048 characters, or null if absent. */
  public @Nullable String optionalUrl(String name) {
    return optionalUrl(name, UnaryOperator.identity());
  }

  /** As {@link #optionalUrl(String)}, of a text that {@code asUrl} makes a URL. */
  @Nullable String optionalUrl(String name, UnaryOperator<String> asUrl) {
    String text = optionalText(name, 1, 2_048);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(asUrl.apply(text));
      if (("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= MAX_PORT) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw invalid(name, "must be a URL: " + e.getReason() + " in " + shown(text));
    }
    throw invalid(name, "must be an absolute http or https URL, not " + shown(text));
  }

  /** One of {@code allowed}, or null if absent. */
  public @Nullable String optionalChoice(String name, List<String> allowed) {
    String value = optionalText(name, 0, 1_024);
    if (value != null && !allowed.contains(value)) {
      throw invalid(name, "must be one of " + String.join(", ", allowed) + ", not " + shown(value));
    }
    return value;
  }

  /**
   * Distinct strings of 1 to {@code maxLength} characters, at most {@code maxCount}; null if
   * absent.
   */
  public @Nullable List<String> optionalTexts(String name, int maxCount, int maxLength) {
    JsonNode node = array(name, maxCount);
    if (node == null) {
      return null;
    }
    Set<String> values = new LinkedHashSet<>();
    for (int index = 0; index < node.size(); index++) {
      JsonNode element = node.get(index);
      if (!element.isString()) { // which is not quoted, as it may be somebody's id
        throw invalid(name + "[" + index + "]", "must be a string");
      }
      values.add(bounded(name, element.stringValue(), 1, maxLength));
    }
    return List.copyOf(values);
  }

  /** The members of a nested object, or null if absent. */
  public @Nullable JsonMembers optionalObject(String name) {
    JsonNode node = find(name);
    return node == null ? null : of(at(name), node, "It");
  }

  /** The members of a nested object that must be there. */
  public JsonMembers object(String name) {
    JsonMembers members = optionalObject(name);
    if (members == null) {
      throw invalid(name, "is required");
    }
    return members;
  }

  /** Each object of an array of at most {@code maxCount}, read by {@code read}; null if absent. */
  public <T> @Nullable List<T> optionalObjects(
      String name, int maxCount, BiFunction<JsonMembers, Integer, T> read) {
    JsonNode node = array(name, maxCount);
    if (node == null) {
      return null;
    }
    List<T> values = new ArrayList<>();
    for (JsonNode element : node) {
      int index = values.size();
      values.add(read.apply(of(at(name) + "[" + index + "]", element, "It"), index));
    }
    return values;
  }

  /**
   * An error about the named member, or the object itself if the name is empty, for rules that the
   * caller checks.
   */
  public InvalidJson invalid(String name, String problem) {
    return new InvalidJson(at(name), problem);
  }

  private @Nullable JsonNode array(String name, int maxCount) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (!node.isArray()) {
      throw invalid(name, "must be an array");
    }
    if (node.size() > maxCount) {
      throw invalid(name, "has " + node.size() + " elements, over the limit of " + maxCount);
    }
    return node;
  }

  private String bounded(String name, String value, int min, int max) {
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max) {
      throw invalid(name, "has " + length + " characters; " + min + " to " + max + " are allowed");
    }
    if (value.indexOf('\0') >= 0) {
      throw invalid(name, "must not hold the character U+0000");
    }
    if (hasHalfPair(value)) {
      throw invalid(name, "must not hold half of a surrogate pair");
    }
    return value;
  }

  private static boolean isFinite(NumericNode number) {
    return number.isIntegralNumber() || Double.isFinite(number.doubleValue());
  }

  private static boolean hasHalfPair(String text) {
    return text.codePoints()
        .anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
  }

  /** The text as errors quote it: in one line and not too long. */
  static String shown(String text) {
    return shown(StringNode.valueOf(text));
  }

  /** The value as errors quote it: in one line and not too long. */
  static String shown(JsonNode node) {
    String json = node.toString();
    return json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "...";
  }

  private String at(String name) {
    return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
  }
}
