package dev.towncrier.runner.database;

import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.store.Applications;
import dev.towncrier.store.VapidKey;
import java.util.List;
import picocli.CommandLine.Option;

/** Which application a command is about. */
public final class ApplicationOption {

  @Option(names = "--application", description = "The application (default: demo).")
  private String id = "demo";

  /** Its id, whether there is such an application or not. */
  public String id() {
    return id;
  }

  /**
   * Its VAPID keys, of which an application has at least one, the current one first.
   *
   * @throws CommandFailure if there is no such application
   */
  public List<VapidKey> keys(RunningDatabase database) {
    List<VapidKey> keys = database.vapidKeys().of(id);
    if (keys.isEmpty()) {
      throw unknown(database.applications());
    }
    return keys;
  }

  /** That there is none, and what there is. */
  public CommandFailure unknown(Applications store) {
    return new CommandFailure(
        "There is no application \"" + id + "\". There is: " + String.join(", ", store.ids()));
  }
}
