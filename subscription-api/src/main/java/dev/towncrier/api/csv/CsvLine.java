package dev.towncrier.api.csv;

import java.util.List;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** A record of comma-separated values (RFC 4180). */
public final class CsvLine {
  private static final CsvMapper MAPPER = new CsvMapper();
  private static final ObjectWriter FIELDS =
      MAPPER
          .writer(MAPPER.schemaFor(String[].class))
          .with(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING);

  private CsvLine() {}

  /** The line of these fields, with its end, in UTF-8. */
  public static byte[] of(List<String> fields) {
    return FIELDS.writeValueAsBytes(fields.toArray(new String[0]));
  }
}
