package dev.towncrier.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of our Kafka topics.
 *
 * @param prefix 1 to 100 letters, digits, dots, underscores or hyphens; {@code push} unless
 *     configured
 */
public record Topics(String prefix) {
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  /** Checks the prefix. */
  public Topics {
    if (!LEGAL.matcher(prefix).matches()) {
      throw new IllegalArgumentException("Not a legal topic prefix: " + prefix);
    }
  }

  /** Notification events of every application, from trusted producers. */
  public String notifications() {
    return prefix + ".notifications";
  }

  /** Notification events of one application. */
  public String notifications(String application) {
    return notifications() + "." + application;
  }

  /** Matches every topic that holds notification events, dead letters aside. */
  public Pattern allNotifications() {
    return Pattern.compile(
        Pattern.quote(notifications()) + "(\\.(?!dead-letter$)[a-z0-9][a-z0-9-]*)?");
  }

  /** Events that could not be taken, whole. */
  public String notificationsDeadLetter() {
    return notifications() + ".dead-letter";
  }

  /** Steps of fan-outs. */
  public String fanout() {
    return prefix + ".fanout";
  }

  /** Steps of replays. */
  public String replays() {
    return prefix + ".replays";
  }

  /** Deliveries of small audiences, and of small or slow replays. */
  public String direct() {
    return prefix + ".deliveries.direct";
  }

  /** Deliveries of large audiences and replays. */
  public String bulk() {
    return prefix + ".deliveries.bulk";
  }

  /** Deliveries that wait for another attempt. */
  public String retry(RetryTier tier) {
    return prefix + ".deliveries.retry-" + tier.label();
  }

  /** The tier of a retry topic; empty for other topics. */
  public Optional<RetryTier> tier(String topic) {
    return Arrays.stream(RetryTier.values()).filter(tier -> retry(tier).equals(topic)).findAny();
  }

  private Stream<String> retries() {
    return Arrays.stream(RetryTier.values()).map(this::retry);
  }

  /** Deliveries that can't be made. */
  public String deliveriesDeadLetter() {
    return prefix + ".deliveries.dead-letter";
  }

  /** Endings of deliveries. */
  public String outcomes() {
    return prefix + ".outcomes";
  }

  /** Topics that hold deliveries to be made. */
  public List<String> deliveries() {
    return Stream.concat(Stream.of(direct(), bulk()), retries()).toList();
  }

  /** The consumer group that makes deliveries. */
  public String deliveryGroup() {
    return prefix + ".delivery";
  }

  /** Every topic but those of single applications. */
  public List<String> all() {
    return Stream.concat(
            Stream.of(
                notifications(),
                notificationsDeadLetter(),
                fanout(),
                replays(),
                deliveriesDeadLetter(),
                outcomes()),
            deliveries().stream())
        .toList();
  }
}
