package dev.towncrier.api.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.JsonMembers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Comma-separated values (RFC 4180), a record a line, in the columns that the header names.
 *
 * @param columns names, of which those that are no {@link Member} are passed over
 */
record CsvFormat(List<String> columns) implements LineFormat {
  /** Between the topics in their one field. */
  static final String BETWEEN_TOPICS = ";";

  private static final List<Member> REQUIRED = List.of(Member.ENDPOINT, Member.P256DH, Member.AUTH);
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final ObjectReader FIELDS =
      new CsvMapper().readerFor(String[].class).with(CsvReadFeature.WRAP_AS_ARRAY);

  /** The format of the lines below that header; none if a column that has to be there is not. */
  static Optional<CsvFormat> under(byte[] header) {
    String text = new String(header, UTF_8);
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    try {
      List<String> columns =
          Arrays.stream(fields(text.getBytes(UTF_8))).map(String::strip).toList();
      return columns.containsAll(REQUIRED.stream().map(Member::label).toList())
          ? Optional.of(new CsvFormat(columns))
          : Optional.empty();
    } catch (Rejected _) {
      return Optional.empty();
    }
  }

  @Override
  public JsonMembers members(byte[] line) throws Rejected {
    String[] fields = fields(line);
    if (fields.length != columns.size()) {
      throw new Rejected(
          null, "The line has " + fields.length + " fields, and the header has " + columns.size());
    }
    ObjectNode members = Json.MAPPER.createObjectNode();
    for (int i = 0; i < fields.length; i++) {
      if (!fields[i].isEmpty()) {
        set(members, columns.get(i), fields[i]);
      }
    }
    return JsonMembers.parse(Json.MAPPER.writeValueAsBytes(members));
  }

  private static void set(ObjectNode members, String column, String field) throws Rejected {
    if (column.equals(Member.TOPICS.label())) {
      ArrayNode topics = members.putArray(column);
      for (String topic : field.split(BETWEEN_TOPICS, -1)) {
        topics.add(topic.strip());
      }
    } else if (column.equals(Member.TAGS.label())) {
      try {
        members.set(column, Json.MAPPER.readTree(field));
      } catch (JacksonException _) {
        throw Member.TAGS.malformed();
      }
    } else {
      members.put(column, field);
    }
  }

  private static String[] fields(byte[] line) throws Rejected {
    List<String[]> records = new ArrayList<>();
    try (var found = FIELDS.<String[]>readValues(line)) {
      found.forEachRemaining(records::add);
    } catch (JacksonException _) { // its message may quote the line
      throw new Rejected(null, "The line is no record of comma-separated values");
    }
    if (records.size() != 1) {
      throw new Rejected(null, "The line is no record of comma-separated values");
    }
    return records.getFirst();
  }
}
