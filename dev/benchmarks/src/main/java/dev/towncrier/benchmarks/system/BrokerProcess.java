package dev.towncrier.benchmarks.system;

import dev.towncrier.benchmarks.process.ParentWatch;
import dev.towncrier.infrastructure.KafkaBroker;
import java.nio.file.Path;

/** The process of a broker; its first line is its address. */
final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Runs until standard input ends. Nobody wants its data then, so it just ends.
   *
   * @param arguments its folder
   */
  public static void main(String[] arguments) {
    System.out.println(KafkaBroker.persistent(Path.of(arguments[0]), 0).bootstrapServers());
    ParentWatch.start();
  }
}
