package dev.towncrier.runner.rest;

import dev.towncrier.runner.settings.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose REST interface a command speaks to. */
public final class ApiOption {

  @Option(
      names = "--url",
      description = {
        "The API of an installation that takes the key in TOWNCRIER_ADMIN_KEY (default: that of"
            + " the running `up`)."
      })
  private @Nullable URI url;

  /** That interface. */
  public RestInterface open() {
    Settings settings = Settings.from(System.getenv());
    return url == null ? RestInterface.of(settings) : RestInterface.at(url, settings);
  }
}
