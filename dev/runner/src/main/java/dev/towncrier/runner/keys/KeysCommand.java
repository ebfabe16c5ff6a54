package dev.towncrier.runner.keys;

import picocli.CommandLine.Command;

/** What can be done with an application's VAPID keys. */
@Command(
    name = "keys",
    description = "List, back up, bring in and rotate an application's VAPID keys.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      RotateCommand.class
    })
public final class KeysCommand {}
