package dev.towncrier.runner.keys;

import dev.towncrier.runner.database.ApplicationOption;
import dev.towncrier.runner.database.RunningDatabase;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.store.VapidKey;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    List<VapidKey> keys = application.keys(RunningDatabase.open());
    if (json) {
      Output.json(Map.of("keys", keys.stream().map(ListCommand::members).toList()));
      return 0;
    }
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

  private static Map<String, Object> members(VapidKey key) {
    return Map.of(
        "id", key.id().toString(),
        "createdAt", key.createdAt().toString(),
        "subscriptions", key.subscriptions(),
        "applicationServerKey", key.publicKey().base64Url(),
        "state", key.state().text());
  }
}
