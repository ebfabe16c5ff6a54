package dev.towncrier.runner.database;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.runner.settings.CommandFailure;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.store.Applications;
import dev.towncrier.store.RemovedSubscriptions;
import dev.towncrier.store.VapidKeys;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The store of the running system. */
public final class RunningDatabase {
  private final DataSource dataSource;
  private final Sealer sealer;

  private RunningDatabase(DataSource dataSource, Sealer sealer) {
    this.dataSource = dataSource;
    this.sealer = sealer;
  }

  /**
   * Finds it by the environment.
   *
   * @throws CommandFailure if none runs, or its database does not answer
   */
  public static RunningDatabase open() {
    Settings settings = Settings.from(System.getenv());
    RunningSystem system = settings.dataFolder().running();
    var sealer = new Sealer(settings.keySource().read());
    DataSource dataSource =
        new Database(system.databaseUrl(), system.databaseUser(), system.databasePassword())
            .dataSource();
    try (Connection _ = dataSource.getConnection()) {
      return new RunningDatabase(dataSource, sealer);
    } catch (SQLException e) {
      throw new CommandFailure(
          "Postgres does not answer on "
              + system.databaseUrl()
              + ". If `towncrier up` is still starting, try again then.",
          e);
    }
  }

  /** Its applications. */
  public Applications applications() {
    return new Applications(dataSource, sealer);
  }

  /** Its applications' VAPID keys. */
  public VapidKeys vapidKeys() {
    return new VapidKeys(dataSource, sealer);
  }

  /** Its subscriptions that were reported gone. */
  public RemovedSubscriptions removedSubscriptions() {
    return new RemovedSubscriptions(dataSource);
  }
}
