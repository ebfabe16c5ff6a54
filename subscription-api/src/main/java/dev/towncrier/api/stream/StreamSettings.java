package dev.towncrier.api.stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many streams this process has open at once.
 *
 * @param limit event streams that a process has open, of all applications together; 1 to 10,000
 * @param applicationLimit event streams that a process has open of one application, 1 to 10,000
 */
@ConfigurationProperties("towncrier.streams")
record StreamSettings(@DefaultValue("100") int limit, @DefaultValue("20") int applicationLimit) {
  private static final int MOST = 10_000;

  StreamSettings {
    check("limit", limit);
    check("application-limit", applicationLimit);
  }

  private static void check(String name, int streams) {
    if (streams < 1 || streams > MOST) {
      throw new IllegalArgumentException(
          "towncrier.streams." + name + " must be from 1 to 10000 streams, not " + streams);
    }
  }
}
