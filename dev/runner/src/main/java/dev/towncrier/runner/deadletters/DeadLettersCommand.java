package dev.towncrier.runner.deadletters;

import picocli.CommandLine.Command;

/** What can be done about deliveries that ended as dead letters. */
@Command(
    name = "dead-letters",
    description = "List and show an application's dead letters, take them back, and drop them.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, ShowCommand.class, ReplayCommand.class, DropCommand.class})
public final class DeadLettersCommand {}
