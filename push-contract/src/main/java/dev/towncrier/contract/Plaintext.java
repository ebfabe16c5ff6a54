package dev.towncrier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message as JSON in UTF-8, written but for the gaps that each delivery fills. */
final class Plaintext {

  /** What differs between deliveries. */
  sealed interface Gap {}

  /** The delivery's id. */
  record DeliveryId() implements Gap {}

  /**
   * A variable.
   *
   * @param otherwise what stands for it where the subscription has no such tag
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tag(String name, TextEncoding encoding, byte[] otherwise) implements Gap {

    private byte[] fill(@Nullable String value) {
      byte[] encoded = value == null || value.isBlank() ? null : encoding.encodeValue(value);
      return encoded == null ? otherwise : encoded;
    }

    private int maxSize() {
      return Math.max(otherwise.length, TextEncoding.MAX_VALUE);
    }
  }

  private final List<byte[]> fixed;
  private final List<Gap> gaps;
  private final int fixedSize;

  /**
   * @param fixed what stands before, between and after the gaps: one more than those
   */
  Plaintext(List<byte[]> fixed, List<Gap> gaps) {
    this.fixed = List.copyOf(fixed);
    this.gaps = List.copyOf(gaps);
    this.fixedSize = fixed.stream().mapToInt(part -> part.length).sum();
  }

  /** The names of the tags in it. */
  Set<String> tagNames() {
    return gaps.stream()
        .filter(Tag.class::isInstance)
        .map(gap -> ((Tag) gap).name())
        .collect(Collectors.toSet());
  }

  /** The message for one delivery, to a subscription with these tags. */
  byte[] json(String deliveryId, Map<String, String> tags) {
    byte[] id = deliveryId.getBytes(UTF_8);
    byte[][] fillings = new byte[gaps.size()][];
    int size = fixedSize;
    for (int i = 0; i < fillings.length; i++) {
      fillings[i] =
          switch (gaps.get(i)) {
            case DeliveryId() -> id;
            case Tag tag -> tag.fill(tags.get(tag.name()));
          };
      size += fillings[i].length;
    }
    byte[] json = new byte[size];
    int end = copy(fixed.getFirst(), json, 0);
    for (int i = 0; i < fillings.length; i++) {
      end = copy(fillings[i], json, end);
      end = copy(fixed.get(i + 1), json, end);
    }
    return json;
  }

  private static int copy(byte[] bytes, byte[] to, int at) {
    System.arraycopy(bytes, 0, to, at, bytes.length);
    return at + bytes.length;
  }

  /** What it takes at most, in bytes. */
  int maxSize() {
    int size = fixedSize;
    for (Gap gap : gaps) {
      size +=
          switch (gap) {
            case DeliveryId() -> PushMessage.DELIVERY_ID_LENGTH;
            case Tag tag -> tag.maxSize();
          };
    }
    return size;
  }
}
