package dev.towncrier.contract;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the browser decrypts: a declarative push message (W3C Push API) with the ids of the
 * notification and of the delivery. A notification's messages differ in the delivery id, and by the
 * recipient if it has variants for locales or variables; all the rest is written once.
 */
public final class PushMessage {
  /** Length of every delivery id: 128 bits in base64url. */
  public static final int DELIVERY_ID_LENGTH = 22;

  /**
   * Largest plaintext of a push message, in bytes: what encryption leaves of the 4,096 that every
   * push service takes (RFC 8030 section 7.2, RFC 8291 section 4).
   */
  public static final int MAX_SIZE = 3_993;

  /** Largest plaintext that reaches Firefox on Android too, in bytes, with some room. */
  public static final int SAFE_SIZE = 2_700;

  private final Plaintext plain;
  private final Map<String, Plaintext> variants; // by the keys of their language tags
  private final Set<String> tagNames = new HashSet<>();
  private final int size;

  private PushMessage(Plaintext plain, Map<String, Plaintext> variants) {
    this.plain = plain;
    this.variants = variants;
    int largest = plain.maxSize();
    tagNames.addAll(plain.tagNames());
    for (Plaintext variant : variants.values()) {
      largest = Math.max(largest, variant.maxSize());
      tagNames.addAll(variant.tagNames());
    }
    this.size = largest;
  }

  /**
   * The message of one notification.
   *
   * @param content the checked content of an event; its tag defaults to the delivery id
   * @param locales the checked variants of an event, by language tag: what differs from {@code
   *     content}
   * @param defaultNavigate URL for the notification and for each action that names none
   */
  public static PushMessage of(
      String notificationId,
      ObjectNode content,
      ObjectNode locales,
      @Nullable Integer appBadge,
      String defaultNavigate) {
    String badge = appBadge == null ? "" : ",\"app_badge\":" + appBadge;
    String tail =
        badge
            + ",\"towncrier\":{\"id\":"
            + Json.MAPPER.writeValueAsString(notificationId)
            + ",\"deliveryId\":\"";
    Map<String, Plaintext> variants = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variant : locales.properties()) {
      ObjectNode whole = content.deepCopy().setAll((ObjectNode) variant.getValue());
      variants.put(LanguageTags.key(variant.getKey()), plaintext(whole, defaultNavigate, tail));
    }
    return new PushMessage(plaintext(content, defaultNavigate, tail), variants);
  }

  /** The message of that event; {@code defaultNavigate} as above. */
  public static PushMessage of(NotificationRequested event, String defaultNavigate) {
    return of(event.id(), event.content(), event.locales(), event.appBadge(), defaultNavigate);
  }

  private static Plaintext plaintext(ObjectNode content, String navigate, String tail) {
    ObjectNode notification = content.deepCopy();
    navigateBy(notification, navigate);
    for (JsonNode action : notification.path("actions")) {
      navigateBy((ObjectNode) action, navigate);
    }
    return PlaintextWriter.write(notification, tail);
  }

  private static void navigateBy(ObjectNode object, String defaultNavigate) {
    if (!object.has("navigate")) {
      object.put("navigate", defaultNavigate);
    }
  }

  /** Whether it depends on the recipient. */
  public boolean varies() {
    return !variants.isEmpty() || !tagNames.isEmpty();
  }

  /** The names of the tags that it depends on. */
  public Set<String> tagNames() {
    return tagNames;
  }

  /**
   * The plaintext for one delivery, JSON in UTF-8.
   *
   * @param recipient the subscription; of no effect unless the message {@linkplain #varies varies}
   */
  public byte[] json(String deliveryId, Recipient recipient) {
    String locale = recipient.locale();
    Plaintext variant = locale == null ? null : LanguageTags.lookUp(locale, variants);
    return (variant == null ? plain : variant).json(deliveryId, recipient.tags());
  }

  /** How many plaintexts it keeps written: one, and one for each locale. */
  public int plaintexts() {
    return 1 + variants.size();
  }

  /** Size of the largest plaintext, in bytes; of every one unless they vary. */
  public int size() {
    return size;
  }

  /** Whether push services take every plaintext. */
  public boolean fits() {
    return size <= MAX_SIZE;
  }

  /**
   * Checks that push services take every plaintext.
   *
   * @throws InvalidJson if one is too large; the message says by how much
   */
  public void requireToFit() {
    if (!fits()) {
      throw new InvalidJson(
          "notification", "needs " + sizeInWords() + ", over the limit of " + MAX_SIZE);
    }
  }

  /** The size in words, such as {@code 180 bytes} or, if it varies, {@code up to 436 bytes}. */
  public String sizeInWords() {
    return (varies() ? "up to " : "") + size + " bytes";
  }

  /** What a publisher should know of a message that fits; says nothing of its content. */
  public Optional<String> warning() {
    return size <= SAFE_SIZE
        ? Optional.empty()
        : Optional.of(
            "The push message has "
                + sizeInWords()
                + "; over "
                + SAFE_SIZE
                + " it may not reach Firefox on Android.");
  }
}
