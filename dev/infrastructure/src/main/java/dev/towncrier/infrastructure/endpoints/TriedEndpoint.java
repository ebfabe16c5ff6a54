package dev.towncrier.infrastructure.endpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One line of {@code endpoints.tsv}, which says how it is written.
 *
 * @param category what it tries
 * @param url the endpoint, which may hold anything
 */
public record TriedEndpoint(String category, String url, Expectation expectation) {
  /** What is to become of an endpoint. */
  public enum Expectation {
    /** Always allowed. */
    ACCEPTED,
    /** Never allowed. */
    REFUSED,
    /** Allowed only where any public host is. */
    ANY_PUBLIC_HOST
  }

  private static final Pattern REPEATED = Pattern.compile("\\{(.+?)\\*(\\d+)}");
  private static final int FIELDS = 3;

  /** All of them, in the order of the file. */
  public static List<TriedEndpoint> all() {
    try (InputStream file = TriedEndpoint.class.getResourceAsStream("endpoints.tsv")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(TriedEndpoint::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TriedEndpoint read(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("Not category, endpoint and expectation: " + line);
    }
    String url =
        REPEATED
            .matcher(fields[1])
            .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
    return new TriedEndpoint(
        fields[0],
        url.translateEscapes(),
        Expectation.valueOf(fields[2].replace('-', '_').toUpperCase(Locale.ROOT)));
  }
}
