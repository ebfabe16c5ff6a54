package dev.towncrier.api.transfer;

import dev.towncrier.api.Browser;
import dev.towncrier.contract.Json;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Lines of subscriptions, as another sender would give them. */
final class Lines {
  private static final Browser EVERYTHING = Browser.fresh();

  private Lines() {}

  /** A line that says all that can be said. */
  static String everything() {
    ObjectNode line = line(EVERYTHING);
    line.put("user", "ann, the \"first\"");
    line.putArray("topics").add("news").add("sport");
    line.putObject("tags").put("age", 41).put("plan", "pro, \"plus\"; ø").put("vip", true);
    return line.put("locale", "nb-NO").put("timeZone", "Europe/Oslo") + "\n";
  }

  static String lines(int count) {
    return Stream.generate(Browser::fresh)
        .limit(count)
        .map(browser -> line(browser) + "\n")
        .collect(Collectors.joining());
  }

  static ObjectNode line(Browser browser) {
    return Json.MAPPER
        .createObjectNode()
        .put("endpoint", browser.endpoint())
        .put("p256dh", browser.p256dh())
        .put("auth", browser.auth());
  }

  static String csvLine() {
    Browser browser = Browser.fresh();
    return browser.endpoint() + "," + browser.p256dh() + "," + browser.auth() + "\n";
  }
}
