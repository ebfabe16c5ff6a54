package dev.towncrier.crypto.vapid.keyformat;

import dev.towncrier.crypto.InvalidKeyFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON object (RFC 8259) as far as a key needs it: members that are strings are kept;
 * numbers, literals and lists of them or of strings are passed over; deeper nesting and members
 * given twice are refused.
 */
final class JsonText {

  private static final String SPACE = " \t\r\n";
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int position;

  private JsonText(String text) {
    this.text = text;
  }

  /** The members that are strings, by name. */
  static Map<String, String> read(String text) {
    return new JsonText(text).object();
  }

  private Map<String, String> object() {
    Map<String, String> strings = new HashMap<>();
    Set<String> names = new HashSet<>();
    expect('{');
    if (!skip('}')) {
      do {
        String name = string();
        if (!names.add(name)) {
          throw malformed();
        }
        expect(':');
        if (peek() == '"') {
          strings.put(name, string());
        } else {
          passValue();
        }
      } while (skip(','));
      expect('}');
    }
    skipSpace();
    if (position != text.length()) {
      throw malformed();
    }
    return strings;
  }

  private void passValue() {
    if (!skip('[')) {
      passScalar();
    } else if (!skip(']')) {
      do {
        passScalar();
      } while (skip(','));
      expect(']');
    }
  }

  private void passScalar() {
    if (peek() == '"') {
      string();
      return;
    }
    int start = position;
    while (Character.isLetterOrDigit(peekRaw()) || "+-.".indexOf(peekRaw()) >= 0) {
      position++;
    }
    String scalar = text.substring(start, position);
    if (!scalar.matches("true|false|null|-?(0|[1-9]\\d*+)(\\.\\d++)?([eE][+-]?\\d++)?")) {
      throw malformed();
    }
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char next = take();
      if (next == '"') {
        return value.toString();
      } else if (next == '\\') {
        value.append(escaped());
      } else if (next < ' ') {
        throw malformed();
      } else {
        value.append(next);
      }
    }
  }

  private char escaped() {
    char next = take();
    int known = ESCAPED.indexOf(next);
    if (known >= 0) {
      return UNESCAPED.charAt(known);
    }
    if (next != 'u') {
      throw malformed();
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(take(), 16);
      if (digit < 0) {
        throw malformed();
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw malformed();
    }
  }

  private boolean skip(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  /** The next character that is no space, not taken. */
  private char peek() {
    skipSpace();
    return peekRaw();
  }

  /** The next character, or the NUL that no JSON has where there is none. */
  private char peekRaw() {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private char take() {
    if (position == text.length()) {
      throw malformed();
    }
    return text.charAt(position++);
  }

  private void skipSpace() {
    while (position < text.length() && SPACE.indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private static InvalidKeyFile malformed() {
    return new InvalidKeyFile(
        InvalidKeyFile.Problem.MALFORMED, "it begins like JSON, but is no flat JSON object");
  }
}
