package dev.towncrier.contract.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.towncrier.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema that the jar holds. */
final class RecordSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;
  private final Schema schema;

  private RecordSchema(JsonNode document) {
    this.document = document;
    this.schema = REGISTRY.getSchema(document);
  }

  static RecordSchema of(String name) {
    String file = "/dev/towncrier/contract/schema/" + name + ".json";
    try (InputStream json = Json.class.getResourceAsStream(file)) {
      return new RecordSchema(Json.MAPPER.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of {@code json} it does not accept. */
  List<String> errors(String json) {
    return schema.validate(Json.MAPPER.readTree(json)).stream().map(Error::toString).toList();
  }

  /** The values that a property may have. */
  List<String> choices(String property) {
    return document
        .at("/properties/" + property + "/enum")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}
