package dev.towncrier.api.transfer;

import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.contract.SubscriptionTags;
import dev.towncrier.crypto.InvalidCryptoInput;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.store.Endpoint;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.EndpointRefused;
import dev.towncrier.store.NewSubscription;
import dev.towncrier.store.PushTarget;
import dev.towncrier.store.SubscriptionDetails;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as a line says it.
 *
 * @param applicationServerKey the VAPID key that it was made with; null for the current one
 */
record SubscriptionLine(
    NewSubscription subscription, @Nullable P256PublicKey applicationServerKey) {
  private static final int MAX_KEY_TEXT = 256;
  private static final int MAX_USER = 256;
  private static final int MAX_TOPICS = 50;
  private static final int MAX_NAME = 64;

  /** Reads one member, and says what was expected if it is something else. */
  private interface Read<T extends @Nullable Object> {
    T from(JsonMembers members);
  }

  /**
   * Reads a line.
   *
   * @param topics the ids that the application has
   * @throws Rejected if a member is missing, of the wrong type or size, or not acceptable
   */
  static SubscriptionLine read(JsonMembers line, EndpointPolicy policy, Set<String> topics)
      throws Rejected {
    // As a browser says it: PushSubscription.toJSON() has its keys in an object of their own.
    JsonMembers keys =
        line.has("keys") ? read(Member.P256DH, line, members -> members.object("keys")) : line;
    PushTarget target =
        new PushTarget(
            endpoint(line, policy),
            key(Member.P256DH, keys, P256PublicKey::decode),
            key(Member.AUTH, keys, AuthSecret::decode));
    return new SubscriptionLine(
        new NewSubscription(target, user(line), details(line, topics)),
        line.has(Member.APPLICATION_SERVER_KEY.label())
            ? key(Member.APPLICATION_SERVER_KEY, line, P256PublicKey::decode)
            : null);
  }

  private static Endpoint endpoint(JsonMembers line, EndpointPolicy policy) throws Rejected {
    String endpoint = text(Member.ENDPOINT, line, EndpointPolicy.MAX_LENGTH);
    try {
      return policy.check(required(Member.ENDPOINT, endpoint));
    } catch (EndpointRefused e) {
      throw Member.ENDPOINT.refused(String.valueOf(e.getMessage()));
    }
  }

  /** In base64url, or in plain base64 as some senders store it. */
  private static <T> T key(Member member, JsonMembers keys, Function<String, T> decode)
      throws Rejected {
    String text = required(member, text(member, keys, MAX_KEY_TEXT));
    try {
      return decode.apply(text.replace('+', '-').replace('/', '_'));
    } catch (InvalidCryptoInput e) {
      throw member.refused("can't be used. " + e.getMessage());
    }
  }

  private static @Nullable String user(JsonMembers line) throws Rejected {
    String user = text(Member.USER, line, MAX_USER);
    if (user != null && user.chars().anyMatch(Character::isISOControl)) {
      throw Member.USER.malformed();
    }
    return user;
  }

  private static SubscriptionDetails details(JsonMembers line, Set<String> known) throws Rejected {
    @Nullable List<String> topics =
        read(
            Member.TOPICS,
            line,
            members -> members.optionalTexts(Member.TOPICS.label(), MAX_TOPICS, MAX_NAME));
    if (topics != null && !known.containsAll(topics)) {
      throw unknownTopic();
    }
    @Nullable Map<String, Object> tags =
        read(
            Member.TAGS,
            line,
            members -> {
              JsonMembers found = members.optionalObject(Member.TAGS.label());
              return found == null ? null : SubscriptionTags.read(found);
            });
    return new SubscriptionDetails(
        topics, tags, text(Member.LOCALE, line, MAX_NAME), text(Member.TIME_ZONE, line, MAX_NAME));
  }

  static Rejected unknownTopic() {
    return Member.TOPICS.refused("name one that is no topic of this application");
  }

  private static @Nullable String text(Member member, JsonMembers line, int max) throws Rejected {
    return read(member, line, members -> members.optionalText(member.label(), 1, max));
  }

  private static String required(Member member, @Nullable String text) throws Rejected {
    if (text == null) {
      throw member.refused("is required");
    }
    return text;
  }

  private static <T extends @Nullable Object> T read(Member member, JsonMembers line, Read<T> read)
      throws Rejected {
    try {
      return read.from(line);
    } catch (InvalidJson _) { // its message may quote the value
      throw member.malformed();
    }
  }
}
