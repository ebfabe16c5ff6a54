package dev.towncrier.runner.subscriptions;

import picocli.CommandLine.Command;

/** What can be done with an application's subscriptions. */
@Command(
    name = "subscriptions",
    description = "Bring in, take along, count and bring back an application's subscriptions.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ImportCommand.class,
      ExportCommand.class,
      CountCommand.class,
      RestoreCommand.class
    })
public final class SubscriptionsCommand {}
