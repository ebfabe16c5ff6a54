package dev.towncrier.crypto.sealing;

import dev.towncrier.crypto.InvalidKeyEncryptionKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key-encryption keys of an installation: the current one, which seals, and earlier ones, which
 * still open what was sealed under them.
 */
public final class KeyEncryptionKeys {

  private final KeyEncryptionKey current;
  private final Map<KeyId, KeyEncryptionKey> byId;

  private KeyEncryptionKeys(List<KeyEncryptionKey> keys) {
    this.current = keys.getFirst();
    this.byId = new LinkedHashMap<>();
    keys.forEach(key -> byId.put(key.id(), key));
  }

  /** A ring of keys that are all different. */
  public static KeyEncryptionKeys of(KeyEncryptionKey current, KeyEncryptionKey... earlier) {
    List<KeyEncryptionKey> keys = new ArrayList<>();
    keys.add(current);
    keys.addAll(Arrays.asList(earlier));
    var ring = new KeyEncryptionKeys(keys);
    if (ring.byId.size() != keys.size()) {
      throw new InvalidKeyEncryptionKeys("a key is named twice");
    }
    return ring;
  }

  /**
   * Reads a ring: one key a line, the current one first. A key is 32 bytes in base64url or base64,
   * with or without padding. Blank lines, and those that begin with {@code #}, say nothing.
   *
   * @throws InvalidKeyEncryptionKeys naming the line, if one is no key or a key comes twice, or if
   *     there is none at all
   */
  public static KeyEncryptionKeys parse(String text) {
    Map<KeyEncryptionKey, Integer> lineOf = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Integer before = lineOf.putIfAbsent(key(line, number), number);
      if (before != null) {
        throw new InvalidKeyEncryptionKeys("line " + number + " repeats line " + before);
      }
    }
    if (lineOf.isEmpty()) {
      throw new InvalidKeyEncryptionKeys("there is no line with a key");
    }
    return new KeyEncryptionKeys(List.copyOf(lineOf.keySet()));
  }

  private static KeyEncryptionKey key(String line, int number) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(line.replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException _) {
      // Without the cause, whose message quotes a character of the key.
      throw new InvalidKeyEncryptionKeys("line " + number + " is not base64url");
    }
    if (bytes.length != KeyEncryptionKey.LENGTH) {
      throw new InvalidKeyEncryptionKeys(
          "line "
              + number
              + " holds "
              + bytes.length
              + " bytes, and a key has "
              + KeyEncryptionKey.LENGTH);
    }
    return KeyEncryptionKey.decode(bytes);
  }

  /** The key that seals. */
  public KeyEncryptionKey current() {
    return current;
  }

  /** The key of that id, current or earlier. */
  public Optional<KeyEncryptionKey> find(KeyId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The ids of all keys, the current one's first. */
  public Set<KeyId> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }

  @Override
  public String toString() {
    return "KeyEncryptionKeys" + byId.keySet();
  }
}
