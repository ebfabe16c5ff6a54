package dev.towncrier.runner.subscriptions;

import picocli.CommandLine.Command;

/** What can be done with an application's subscriptions. */
@Command(
    name = "subscriptions",
    description = "Bring back an application's subscriptions, on the running `up`.",
    mixinStandardHelpOptions = true,
    subcommands = RestoreCommand.class)
public final class SubscriptionsCommand {}
