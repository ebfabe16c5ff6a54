package dev.towncrier.store;

import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A site that sends notifications.
 *
 * @param allowedOrigins origins whose pages may call us; a port of {@code *} stands for any
 * @param navigate where a notification leads that names no URL of its own
 * @param receipts whether what browsers tell of deliveries is kept and counted
 * @param currentKeyId the application server key that new subscriptions are made with
 * @param applicationServerKey its public half, base64url without padding
 * @param version grows with every change, those of topics included
 */
public record Application(
    String id,
    String name,
    List<String> allowedOrigins,
    List<Topic> topics,
    VapidSubject vapidSubject,
    String navigate,
    boolean receipts,
    UUID currentKeyId,
    String applicationServerKey,
    int version) {

  /** Something that visitors can subscribe to, such as news. */
  public record Topic(String id, String name) {}

  /** Another one for every state that it has had. */
  public String revision() {
    return version + "." + currentKeyId;
  }

  /** Ids of all topics. */
  public Set<String> topicIds() {
    return topics.stream().map(Topic::id).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether pages of {@code origin} (as in the header of that name) may call us. */
  public boolean allowsOrigin(String origin) {
    for (String allowed : allowedOrigins) {
      if (allowed.endsWith(":*")) {
        String host = allowed.substring(0, allowed.length() - 2);
        if (origin.equals(host) || origin.matches(Pattern.quote(host) + ":\\d{1,5}")) {
          return true;
        }
      } else if (allowed.equals(origin)) {
        return true;
      }
    }
    return false;
  }
}
