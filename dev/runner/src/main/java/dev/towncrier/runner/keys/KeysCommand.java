package dev.towncrier.runner.keys;

import picocli.CommandLine.Command;

/** What can be done with an application's VAPID keys. */
@Command(
    name = "keys",
    description = "List, back up and bring in an application's VAPID keys, on the running `up`.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, ExportCommand.class, ImportCommand.class})
public final class KeysCommand {}
