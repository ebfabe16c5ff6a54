package dev.towncrier.runner;

import dev.towncrier.runner.deadletters.DeadLettersCommand;
import dev.towncrier.runner.doctor.DoctorCommand;
import dev.towncrier.runner.keys.KeysCommand;
import dev.towncrier.runner.notification.NotificationCommand;
import dev.towncrier.runner.subscriptions.SubscriptionsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
    name = "towncrier",
    mixinStandardHelpOptions = true,
    description = "Web Push delivery at scale.",
    subcommands = {
      UpCommand.class,
      WorkerCommand.class,
      SendCommand.class,
      NotificationCommand.class,
      KeysCommand.class,
      DeadLettersCommand.class,
      SubscriptionsCommand.class,
      DoctorCommand.class
    })
public final class Towncrier {

  private Towncrier() {}

  /** Runs one command; the exit status is 0 for success, 1 for a failure, 2 for misuse. */
  public static void main(String[] args) {
    // One process holds several Spring applications; none of them may set up logging anew.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Towncrier())
        .setExecutionExceptionHandler(new FailureReport())
        .setParameterExceptionHandler(Towncrier::reportMisuse);
  }

  private static int reportMisuse(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    command
        .getErr()
        .println(
            misuse.getMessage() + ". See " + command.getCommandSpec().qualifiedName() + " --help.");
    command.getErr().flush();
    return ExitCode.USAGE;
  }
}
