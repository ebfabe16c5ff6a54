package dev.towncrier.api.openapi;

import dev.towncrier.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that went wrong, each character one byte. */
final class BadJson {
  private static final String MARK = "@ @ @";

  /** What comes in the place of a value, as it is written. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-1e400",
          "2147483648",
          "9223372036854775808",
          "1e-400",
          "1".repeat(900),
          "1".repeat(2_000),
          "NaN",
          "Infinity",
          "01",
          "'a'",
          "/* */ 1",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"\\x\"",
          "\"\u0000\"", // raw control characters
          "\"\n\"",
          "\"\u00ff\u00fe\"", // no UTF-8
          "\"\u00c0\u0080\"", // NUL, too long
          "\"\u00ed\u00a0\u0080\"", // half a surrogate pair
          "\"\u00f4\u0090\u0080\u0080\"", // above U+10FFFF
          "\"\u00e2\u0080\u00ae\"", // right to left, which is fine UTF-8
          "\"" + "a".repeat(300) + "\"",
          "\"" + "a".repeat(3_000) + "\"",
          "\"" + "a".repeat(100_000) + "\"",
          "\"../../etc/passwd\"",
          "\"'; drop table application; --\"",
          "\"${jndi:ldap://127.0.0.1/a}{{7*7}}%n%s\"",
          "\"2031-13-45T99:99:99Z\"",
          "\"+999999999-12-31T23:59:59.999999999Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"https://a:b@[::1]:99999/\\u0000?#\"",
          "\"http://169.254.169.254/latest\"",
          "\"urn:a\"",
          "\"mailto:\"",
          "[]",
          "[null]",
          "[[]]",
          "[1, \"a\", {}, true]",
          "[\"a\", \"a\"]",
          "[" + "\"a\",".repeat(1_000) + "\"a\"]",
          "{}",
          "{\"\": {}}",
          "{\"\\u0000\": 1}",
          "{\"\\ud800\": \"a\"}",
          "{\"a\": null, \"a\": 1}",
          "{\"__proto__\": {\"a\": 1}, \"@class\": \"java.net.URL\"}",
          nested("[", "]", 400),
          nested("[", "]", 2_000),
          nested("{\"a\":", "}", 400),
          "[".repeat(50_000));

  private static final List<String> WHOLES =
      List.of("", " ", "null", "1", "\"a\"", "[]", "{", "}", "[", "\u0000", "\u00ff\u00fe{}", "{]");

  private BadJson() {}

  private static String nested(String open, String close, int depth) {
    return open.repeat(depth) + "1" + close.repeat(depth);
  }

  /**
   * The example with each of its values in turn gone or replaced, and bodies that are no object.
   */
  static List<String> allOf(String example) {
    List<String> all = new ArrayList<>(WHOLES);
    JsonNode root = Json.MAPPER.readTree(example);
    for (int place = 0; place < places(root).count(); place++) {
      JsonNode without = root.deepCopy();
      places(without).skip(place).findFirst().orElseThrow().remove();
      all.add(Draft.bytes(without.toString()));
      JsonNode marked = root.deepCopy();
      places(marked).skip(place).findFirst().orElseThrow().set(MARK);
      for (String value : VALUES) {
        all.add(Draft.bytes(marked.toString()).replace("\"" + MARK + "\"", value));
      }
    }
    return all;
  }

  private interface Place {
    void remove();

    void set(String text);
  }

  private static Stream<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    collect(node, places);
    return places.stream();
  }

  private static void collect(JsonNode node, List<Place> places) {
    switch (node) {
      case ObjectNode object -> {
        for (String name : List.copyOf(object.propertyNames())) {
          places.add(
              new Place() {
                @Override
                public void remove() {
                  object.remove(name);
                }

                @Override
                public void set(String text) {
                  object.put(name, text);
                }
              });
          collect(object.get(name), places);
        }
      }
      case ArrayNode array -> {
        for (int at = 0; at < array.size(); at++) {
          int index = at;
          places.add(
              new Place() {
                @Override
                public void remove() {
                  array.remove(index);
                }

                @Override
                public void set(String text) {
                  array.set(index, text);
                }
              });
          collect(array.get(at), places);
        }
      }
      default -> {}
    }
  }

  /** A refused body in another dress, in which it has to be refused again. */
  static String dressed(String refused, Random random) {
    int open = refused.indexOf('{');
    boolean isObject = refused.startsWith("{") && refused.endsWith("}") && refused.length() > 2;
    if (!isObject) {
      return refused;
    }
    return switch (random.nextInt(6)) {
      case 0 -> // with members that nobody knows
          "{\"x"
              + random.nextInt(100)
              + "\": "
              + any(random, 0)
              + ", "
              + refused.substring(open + 1);
      case 1 -> " \t\r\n".repeat(1 + random.nextInt(100)) + refused;
      case 2 -> refused.substring(0, 1 + random.nextInt(refused.length() - 1)); // cut short
      case 3 -> refused + VALUES.get(random.nextInt(VALUES.size()));
      case 4 -> // each member twice
          refused.length() > 20_000
              ? refused
              : refused.substring(0, refused.length() - 1) + "," + refused.substring(1);
      default -> refused;
    };
  }

  /** Any JSON. */
  private static String any(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Double.toString(random.nextGaussian() * 1e300);
      case 2 -> random.nextBoolean() ? "null" : "false";
      case 3 -> "\"\\u%04x\\u%04x\"".formatted(random.nextInt(0x10000), random.nextInt(0x10000));
      case 4 -> "[" + any(random, depth + 1) + "," + any(random, depth + 1) + "]";
      default -> "{\"a\":" + any(random, depth + 1) + ",\"b\":" + any(random, depth + 1) + "}";
    };
  }
}
