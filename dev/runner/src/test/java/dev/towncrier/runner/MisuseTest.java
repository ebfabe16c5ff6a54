package dev.towncrier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MisuseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keys                     | Missing required subcommand. See towncrier keys --help.
          keys import              | Missing required parameter: 'FILE'. See towncrier keys import --help.
          keys export --format der | it is pem, sec1, raw or jwk, not "der". See towncrier keys export
          keys revoke              | Unmatched argument at index 1: 'revoke'. See towncrier keys --help.
          notification cancel      | Missing required parameter: 'ID'. See towncrier notification cancel --help.
          dead-letters drop        | This drops every dead letter of the application: narrow it by --reason,
          subscriptions count      | Say who gets it: --topic, --user, --subscription or --all. See towncrier subscriptions count
          dead-letters             | Missing required subcommand. See towncrier dead-letters --help.
          dead-letters replay --per-second fast | Invalid value for option '--per-second': 'fast' is not an int. See towncrier dead-letters replay --help.
          subscriptions            | Missing required subcommand. See towncrier subscriptions --help.
          subscriptions restore --since noon | it is a time such as 2026-12-01T09:00:00Z, or how long ago
          subscriptions restore --push-service fcm | it is an origin, such as https://fcm.googleapis.com
          send --topic news        | Missing required option: '--title
          """)
  void isToldInOneLineThatLeadsToTheHelp(String arguments, String line) {
    var errors = new StringWriter();
    CommandLine commandLine = Towncrier.commandLine().setErr(new PrintWriter(errors));

    assertThat(commandLine.execute(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(errors.toString()).contains(line).hasLineCount(1);
  }
}
