package dev.towncrier.runner.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads single environment variables and complains about them by name. */
record Variables(Map<String, String> environment) {

  Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  List<String> list(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  int port(PortVariable port) {
    return number(port.variable(), 0, 65_535, port.usual());
  }

  int number(String name, int least, int most, int usual) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number out of range.
    }
    String range = most == Integer.MAX_VALUE ? "from " + least : least + " to " + most;
    throw new CommandFailure(name + " must be a whole number, " + range + ": " + text.get());
  }
}
