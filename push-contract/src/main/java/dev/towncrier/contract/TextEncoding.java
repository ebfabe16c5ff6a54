package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How what stands for a variable is written into a string of JSON, in UTF-8. */
enum TextEncoding {
  /** As it is. Too long a value is cut between two characters and ends in an ellipsis. */
  TEXT {
    @Override
    byte[] encode(String text) {
      return json(text).getBytes(UTF_8);
    }

    @Override
    byte[] shorten(String value) {
      int room = MAX_VALUE - encode(ELLIPSIS).length;
      int end = 0;
      while (true) {
        int next = value.offsetByCodePoints(end, 1);
        room -= encode(value.substring(end, next)).length;
        if (room < 0) {
          return encode(value.substring(0, end) + ELLIPSIS);
        }
        end = next;
      }
    }
  },

  /**
   * Percent-encoded but for unreserved characters (RFC 3986 sections 2.1 and 2.3). Too long a value
   * is left out, since a part of it would lead elsewhere.
   */
  URL {
    @Override
    byte[] encode(String text) {
      ByteArrayOutputStream url = new ByteArrayOutputStream();
      for (byte octet : text.getBytes(UTF_8)) {
        if (UNRESERVED.indexOf(octet) >= 0) {
          url.write(octet);
        } else {
          url.writeBytes(("%" + HEX.toHexDigits(octet)).getBytes(UTF_8));
        }
      }
      return url.toByteArray();
    }

    @Override
    byte @Nullable [] shorten(String value) {
      return null;
    }
  };

  /** What a tag's value takes in a message, in bytes, at most: a tag of ASCII letters is whole. */
  static final int MAX_VALUE = 256;

  private static final String ELLIPSIS = "\u2026";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * How variables are written into this member of a notification or of one of its actions; null if
   * it takes none.
   */
  static @Nullable TextEncoding of(String member) {
    return switch (member) {
      case "title", "body" -> TEXT;
      case "navigate" -> URL;
      default -> null;
    };
  }

  abstract byte[] encode(String text);

  /** What stands for a value that needs too much; null if nothing can. */
  abstract byte @Nullable [] shorten(String value);

  /** What stands for a tag's value, of at most {@link #MAX_VALUE} bytes; null if nothing can. */
  final byte @Nullable [] encodeValue(String value) {
    byte[] whole = encode(value);
    return whole.length <= MAX_VALUE ? whole : shorten(value);
  }

  /** The text as it stands between the quotes of a JSON string. */
  static String json(String text) {
    String quoted = Json.MAPPER.writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
