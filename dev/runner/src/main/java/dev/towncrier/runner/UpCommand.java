package dev.towncrier.runner;

import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.DataFolder;
import dev.towncrier.runner.settings.KeySource;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.runner.settings.Settings;
import dev.towncrier.runner.system.Parts;
import dev.towncrier.runner.system.Progress;
import dev.towncrier.runner.system.WholeSystem;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Starts the whole system and keeps it until the process is asked to end. */
@Command(name = "up", description = "Start everything in this process, until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Settings settings = Settings.from(System.getenv());
    DataFolder folder = settings.dataFolder();
    var progress = new Progress(System.out, System::nanoTime);
    var parts = new Parts();
    try {
      parts.start("data folder", folder::lock);
      LogFile.open(folder.log("up"));
      parts.stopWithProcess(System.err);
      progress.line("Starting Towncrier on " + folder.path());
      AdminKey adminKey =
          settings.adminKey().or(folder::adminKey).orElseGet(() -> makeAdminKey(folder, progress));
      RunningSystem system = new WholeSystem(settings, parts, progress).start(adminKey);
      announce(progress, system, settings);
      progress.line("Try it: ./towncrier send --topic news --title Hello");
      progress.line("ready");
      new CountDownLatch(1).await();
      return 0;
    } finally {
      parts.close();
    }
  }

  private static AdminKey makeAdminKey(DataFolder folder, Progress progress) {
    AdminKey made = folder.makeAdminKey();
    progress.tell("Admin key", made.reveal() + " (shown this once, kept in admin-key there)");
    return made;
  }

  private static String place(KeySource keys) {
    return keys.path().map(Object::toString).orElse(KeySource.KEYS_VARIABLE);
  }

  private static void announce(Progress progress, RunningSystem system, Settings settings) {
    String site = "http://localhost:" + system.httpPort();
    String pushService = "127.0.0.1:" + system.pushServicePort();
    progress.line("Up after " + progress.total());
    progress.tell("Demo site", site + "/");
    progress.tell("API", site + "/swagger-ui.html");
    progress.tell("Kafka", system.kafka() + ", topic " + system.topicPrefix() + ".notifications");
    progress.tell("Push service", "http://" + pushService + ", https://" + pushService);
    progress.tell("Browsers", "dom.push.serverURL = ws://" + pushService + "/");
    progress.tell("Postgres", system.databaseUrl() + ", user " + system.databaseUser());
    progress.tell("Secrets", "sealed under the key in " + place(settings.keySource()));
    progress.tell("Log", settings.dataFolder().log("up"));
  }
}
