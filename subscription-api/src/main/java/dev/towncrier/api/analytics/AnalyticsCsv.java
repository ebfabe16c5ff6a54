package dev.towncrier.api.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Writes analytics as comma-separated values (RFC 4180), under a header. */
@Component
class AnalyticsCsv extends AbstractHttpMessageConverter<AnalyticsView> {
  static final String TYPE = "text/csv";

  private static final CsvMapper MAPPER = new CsvMapper();
  private static final ObjectWriter FIELDS =
      MAPPER
          .writer(MAPPER.schemaFor(String[].class))
          .with(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING);

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
    message.getBody().write(csv(view).getBytes(UTF_8));
  }

  private static String csv(AnalyticsView view) {
    StringBuilder csv = new StringBuilder();
    csv.append(line(view.by(), "acceptedAt", "accepted", "displayed", "clicked", "closed"));
    for (AnalyticsView.Row row : view.rows()) {
      csv.append(
          line(
              text(row.name()),
              Objects.toString(row.acceptedAt(), ""),
              row.accepted(),
              row.displayed(),
              row.clicked(),
              row.closed()));
    }
    return csv.toString();
  }

  private static String line(Object... fields) {
    return FIELDS.writeValueAsString(
        Stream.of(fields).map(Object::toString).toArray(String[]::new));
  }

  /** A text that no spreadsheet takes for a formula. */
  private static String text(String name) {
    return FORMULA.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
  }
}
