package dev.towncrier.contract.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is wrong with a topic.
 *
 * @param problem what it is and what it should be, such as {@code has 3 partitions, should have at
 *     least 12}
 * @param remedy the command that changes it, or how to
 */
public record TopicFault(String topic, Kind kind, String problem, String remedy) {

  /** What it is about. */
  public enum Kind {
    /** It is not there and could not be created. */
    MISSING,
    /** Too few partitions. */
    PARTITIONS,
    /** Too few copies. */
    REPLICATION_FACTOR,
    /** A record counts too early, or never. */
    MIN_INSYNC_REPLICAS,
    /** Records go too early. */
    RETENTION,
    /** All but the newest record of a key goes: records are lost. */
    CLEANUP_POLICY,
    /** Records do not fit. */
    MAX_MESSAGE_BYTES,
    /** We may not see how it is configured, or not even whether it is there. */
    UNREADABLE
  }

  /** Whether records are lost while it is so, so that nobody should work on the topic. */
  public boolean losesRecords() {
    return kind == Kind.CLEANUP_POLICY;
  }

  /** The faults in one line for each topic, with what mends them. */
  public static List<String> lines(List<TopicFault> faults) {
    Map<String, List<TopicFault>> byTopic =
        faults.stream()
            .collect(
                Collectors.groupingBy(TopicFault::topic, LinkedHashMap::new, Collectors.toList()));
    return byTopic.entrySet().stream()
        .map(of ->
            "Topic "
                + of.getKey()
                + " "
                + joined(of.getValue(), TopicFault::problem, ", and ")
                + ". To change that: "
                + joined(of.getValue(), TopicFault::remedy, "; "))
        .toList();
  }

  private static String joined(
      List<TopicFault> faults, Function<TopicFault, String> part, String separator) {
    return faults.stream().map(part).distinct().collect(Collectors.joining(separator));
  }
}
