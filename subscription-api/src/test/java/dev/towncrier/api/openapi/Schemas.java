package dev.towncrier.api.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.towncrier.contract.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds JSON to the schemas of the API's description (OpenAPI 3.1, so JSON Schema 2020-12). */
final class Schemas {
  private final JsonNode components;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> read = new ConcurrentHashMap<>();

  Schemas(Description description) {
    components = description.document().get("components");
  }

  /** What of {@code json} the schema does not accept. */
  List<String> errors(JsonNode schema, JsonNode json) {
    return read.computeIfAbsent(schema, this::read).validate(json).stream()
        .map(Error::toString)
        .toList();
  }

  // Its references are to the components, so these stand in it too.
  private Schema read(JsonNode schema) {
    ObjectNode whole = schema.deepCopy().asObject();
    whole.set("$defs", components.get("schemas"));
    String text = whole.toString().replace("#/components/schemas/", "#/$defs/");
    return registry.getSchema(Json.MAPPER.readTree(text));
  }
}
