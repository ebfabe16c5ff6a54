package dev.towncrier.runner.deadletters;

import dev.towncrier.runner.rest.RestInterface;
import dev.towncrier.runner.settings.Settings;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes dead letters back. */
@Command(
    name = "replay",
    description = {
      "Deliver dead letters again, all that the options name; each until its deadline, which stays"
          + " as it was. Prints how many those are."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--per-second",
      description = "Deliveries a second, 1 to 100000 (default: as fast as it goes).")
  private @Nullable Integer perSecond;

  @Override
  public Integer call() {
    var body = new LinkedHashMap<String, Object>(filter.given());
    if (perSecond != null) {
      body.put("perSecond", perSecond);
    }
    System.out.println(
        RestInterface.of(Settings.from(System.getenv()))
            .post(filter.path("/replay"), body, "Not replayed")
            .path("count")
            .asLong());
    return 0;
  }
}
