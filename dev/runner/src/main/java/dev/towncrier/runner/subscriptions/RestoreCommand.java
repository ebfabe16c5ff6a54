package dev.towncrier.runner.subscriptions;

import dev.towncrier.crypto.vapid.PushServiceOrigin;
import dev.towncrier.runner.database.ApplicationOption;
import dev.towncrier.runner.database.RunningDatabase;
import dev.towncrier.runner.rest.Output;
import dev.towncrier.store.Applications;
import dev.towncrier.store.RemovedSubscriptions;
import dev.towncrier.store.RemovedSubscriptions.Counts;
import dev.towncrier.store.RemovedSubscriptions.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings back what a push service reported gone. */
@Command(
    name = "restore",
    description = {
      "Bring back subscriptions that were removed because their push service reported them gone, up"
          + " to seven days ago. One whose browser has subscribed anew since stays removed."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

  @Mixin private ApplicationOption application = new ApplicationOption();

  @Option(
      names = "--push-service",
      paramLabel = "ORIGIN",
      converter = OriginConverter.class,
      description = "Only those of this push service, such as https://fcm.googleapis.com.")
  private @Nullable PushServiceOrigin pushService;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description = {
        "Only those removed since then: a time such as 2026-12-01T09:00:00Z, or how long ago, such"
            + " as 90m, 6h or 3d."
      })
  private @Nullable Since since;

  @Option(names = "--dry-run", description = "Say what would come back, and change nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    RunningDatabase database = RunningDatabase.open();
    Applications applications = database.applications();
    if (applications.find(application.id()).isEmpty()) {
      throw application.unknown(applications);
    }
    RemovedSubscriptions removed = database.removedSubscriptions();
    String origin = pushService == null ? null : pushService.value();
    Filter filter = new Filter(application.id(), origin, time(removed));
    Counts counts = dryRun ? removed.count(filter) : removed.restore(filter);
    if (json) {
      Output.json(Map.of("restored", counts.restored(), "subscribedAnew", counts.subscribedAnew()));
      return 0;
    }
    System.out.println(
        counts.restored()
            + (counts.restored() == 1 ? " subscription of " : " subscriptions of ")
            + application.id()
            + (dryRun ? " would come back." : " came back.")
            + (counts.subscribedAnew() == 0
                ? ""
                : " "
                    + counts.subscribedAnew()
                    + " stay removed, as their browsers have subscribed anew."));
    return 0;
  }

  private @Nullable Instant time(RemovedSubscriptions removed) {
    return switch (since) {
      case null -> null;
      case Since.Time(Instant value) -> value;
      case Since.Ago(Duration value) -> removed.ago(value);
    };
  }
}
