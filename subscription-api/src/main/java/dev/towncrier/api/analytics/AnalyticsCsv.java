package dev.towncrier.api.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.api.csv.CsvLine;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Writes analytics as comma-separated values (RFC 4180), under a header. */
@Component
class AnalyticsCsv extends AbstractHttpMessageConverter<AnalyticsView> {
  static final String TYPE = "text/csv";

  /** Spreadsheets take a field that begins with one of these for a formula. */
  private static final String FORMULA = "=+-@\t\r";

  AnalyticsCsv() {
    super(new MediaType(MediaType.parseMediaType(TYPE), UTF_8));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == AnalyticsView.class;
  }

  @Override
  protected boolean canRead(@Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected AnalyticsView readInternal(
      Class<? extends AnalyticsView> type, HttpInputMessage message) {
    throw new UnsupportedOperationException("Nobody sends analytics");
  }

  @Override
  protected void writeInternal(AnalyticsView view, HttpOutputMessage message) throws IOException {
    OutputStream stream = message.getBody();
    stream.write(line(view.by(), "acceptedAt", "accepted", "displayed", "clicked", "closed"));
    for (AnalyticsView.Row row : view.rows()) {
      stream.write(
          line(
              text(row.name()),
              Objects.toString(row.acceptedAt(), ""),
              row.accepted(),
              row.displayed(),
              row.clicked(),
              row.closed()));
    }
  }

  private static byte[] line(Object... fields) {
    return CsvLine.of(Stream.of(fields).map(Object::toString).toList());
  }

  /** A text that no spreadsheet takes for a formula. */
  private static String text(String name) {
    return FORMULA.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
  }
}
