package dev.towncrier.runner.system;

import dev.towncrier.infrastructure.LoopbackPorts;
import dev.towncrier.runner.settings.PortVariable;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import java.util.Optional;

/**
 * The ports of a run, except Postgres'. One that may be any is the last run's if that is free, so
 * that workers which outlived it find the next.
 */
record Ports(int http, int kafka, int pushService) {

  static Ports choose(Settings settings, Optional<RunningSystem> lastRun) {
    return new Ports(
        choose(PortVariable.HTTP, settings.httpPort(), lastRun.map(RunningSystem::httpPort)),
        choose(PortVariable.KAFKA, settings.kafkaPort(), lastRun.map(RunningSystem::kafkaPort)),
        choose(
            PortVariable.PUSH_SERVICE,
            settings.pushServicePort(),
            lastRun.map(RunningSystem::pushServicePort)));
  }

  private static int choose(PortVariable variable, int wanted, Optional<Integer> last) {
    if (wanted == 0) {
      return last.filter(LoopbackPorts::isFree).orElseGet(LoopbackPorts::anyFree);
    }
    if (!LoopbackPorts.isFree(wanted)) {
      throw variable.taken(wanted);
    }
    return wanted;
  }
}
