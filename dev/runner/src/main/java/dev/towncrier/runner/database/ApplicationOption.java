package dev.towncrier.runner.keys;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.store.Applications;
import dev.towncrier.store.VapidKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import picocli.CommandLine.Option;

/** Which application a command is about. */
final class ApplicationOption {

  @Option(names = "--application", description = "The application (default: demo).")
  private String id = "demo";

  String id() {
    return id;
  }

  /**
   * The applications of the running system.
   *
   * @throws CommandFailure if none runs, or its database does not answer
   */
  Applications store() {
    Settings settings = Settings.from(System.getenv());
    RunningSystem system = settings.dataFolder().running();
    var sealer = new Sealer(settings.keySource().read());
    DataSource database =
        new Database(system.databaseUrl(), system.databaseUser(), system.databasePassword())
            .dataSource();
    try (Connection _ = database.getConnection()) {
      return new Applications(database, sealer);
    } catch (SQLException e) {
      throw new CommandFailure(
          "Postgres does not answer on "
              + system.databaseUrl()
              + ". If `towncrier up` is still starting, try again then.",
          e);
    }
  }

  /** Its keys, of which an application has at least one, the current one first. */
  List<VapidKey> keys(Applications store) {
    List<VapidKey> keys = store.keys(id);
    if (keys.isEmpty()) {
      throw unknown(store);
    }
    return keys;
  }

  CommandFailure unknown(Applications store) {
    return new CommandFailure(
        "There is no application \"" + id + "\". There is: " + String.join(", ", store.ids()));
  }
}
