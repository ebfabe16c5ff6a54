package dev.towncrier.runner.deadletters;

import picocli.CommandLine.Command;

/** What can be done about deliveries that ended as dead letters. */
@Command(
    name = "dead-letters",
    description = "List an application's dead letters, and take them back, on the running `up`.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, ReplayCommand.class})
public final class DeadLettersCommand {}
