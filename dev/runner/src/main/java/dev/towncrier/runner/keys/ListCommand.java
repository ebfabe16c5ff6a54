package dev.towncrier.runner.keys;

import dev.towncrier.runner.database.ApplicationOption;
import dev.towncrier.runner.database.RunningDatabase;
import dev.towncrier.store.VapidKey;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the public side of an application's keys. */
@Command(
    name = "list",
    description = {
      "List an application's VAPID keys: id, when each came here, how many subscriptions are bound"
          + " to it, its public key and state. New subscriptions are made with the current one."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private static final String LINE = "%-36s  %-20s  %13s  %s%n";

  @Mixin private ApplicationOption application = new ApplicationOption();

  @Override
  public Integer call() {
    List<VapidKey> keys = application.keys(RunningDatabase.open());
    System.out.printf(LINE, "id", "created", "subscriptions", "public key");
    for (VapidKey key : keys) {
      System.out.printf(
          LINE,
          key.id(),
          key.createdAt().truncatedTo(ChronoUnit.SECONDS),
          key.subscriptions(),
          key.publicKey().base64Url() + "  (" + key.state().text() + ")");
    }
    return 0;
  }
}
