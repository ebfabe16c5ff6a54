package dev.towncrier.runner;

import dev.towncrier.runner.settings.CommandFailure;
import java.util.concurrent.CancellationException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line on standard error; the log gets the rest. */
final class FailureReport implements IExecutionExceptionHandler {

  private static final int FAILED = 1;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof CancellationException) {
      return FAILED;
    }
    command.getErr().println(e instanceof CommandFailure ? e.getMessage() : e.toString());
    command.getErr().flush();
    if (!(e instanceof CommandFailure) || e.getCause() != null) {
      LoggerFactory.getLogger(FailureReport.class).warn("{} failed", command.getCommandName(), e);
    }
    return FAILED;
  }
}
