package dev.towncrier.infrastructure;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Postgres and the Kafka of all integration tests in a JVM, each started when first asked for
 * and stopped with the JVM.
 *
 * <p>They are containers where Docker answers, embedded servers elsewhere. The system property
 * {@code towncrier.infra} chooses: {@code containers} or {@code embedded}.
 */
public final class TestInfrastructure {

  private static final AtomicInteger sequence = new AtomicInteger();

  private static @Nullable TestServers servers;

  private TestInfrastructure() {}

  /** Returns a database that nobody has used yet. */
  public static Database freshDatabase() {
    return servers().createDatabase("test_" + sequence.incrementAndGet());
  }

  /** Returns what clients have in {@code bootstrap.servers}. */
  public static String kafka() {
    return servers().kafka();
  }

  /** Returns a prefix for topic names that no other caller in this JVM gets. */
  public static String freshTopicPrefix() {
    return "test" + sequence.incrementAndGet();
  }

  private static synchronized TestServers servers() {
    if (servers == null) {
      servers = TestServers.choose(System.getProperty("towncrier.infra"));
    }
    return servers;
  }
}
