package dev.towncrier.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.openapi.Description.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API keeps what its OpenAPI document says, on every route that the document has. */
class ContractIT {
  private static final Set<String> UNKNOWABLE = Set.of("userToken", "privateKey", "id");

  private final RunningApi api = RunningApi.shared();
  private final Description description = Description.of(api);
  private final Schemas schemas = new Schemas(description);
  private final Problems problems = Problems.listed();

  @Test
  void isAValidOpenApiDocument() {
    String document = description.document().toString();

    assertThat(mistakes(document)).isEmpty();
    assertThat(mistakes(document.replace("\"paths\":", "\"path\":"))).isNotEmpty();
  }

  @Test
  void describesEveryRouteThereIs() {
    assertThat(description.operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(api.handled());
  }

  @Test
  void saysOfEveryRouteWhatItIsForWhoMayCallItAndWhatItAnswers() {
    SoftAssertions all = new SoftAssertions();
    for (Operation operation : description.operations()) {
      JsonNode node = operation.node();
      all.assertThat(node.path("summary").stringValue("")).as(operation + " summary").isNotBlank();
      all.assertThat(node.path("tags")).as(operation + " tags").hasSize(1);
      all.assertThat(node.has("security")).as(operation + " security").isTrue();
      all.assertThat(operation.problem().has("$ref")).as(operation + " problem").isTrue();
      all.assertThat(successes(operation)).as(operation + " answers").isNotEmpty();
      for (int status : successes(operation)) {
        JsonNode content = operation.answer(status).orElseThrow().path("content");
        all.assertThat(hasNoBody(operation, status) || !content.isEmpty())
            .as(operation + " content of " + status)
            .isTrue();
        content.forEach(type ->
            all.assertThat(type.path("schema").isEmpty())
                .as(operation + " schema of " + status)
                .isFalse());
      }
      if (node.has("requestBody")) {
        all.assertThat(operation.examples().keySet())
            .as(operation + " examples")
            .containsExactlyInAnyOrderElementsOf(node.at("/requestBody/content").propertyNames());
      }
      for (String name : operation.names()) {
        all.assertThat(parameters(operation, "path")).as(operation.toString()).contains(name);
      }
    }
    all.assertAll();
  }

  @Test
  void answersEveryExampleAsDescribed() {
    SoftAssertions all = new SoftAssertions();
    for (Operation operation : description.operations()) {
      Map<String, String> bodies = new HashMap<>(operation.examples());
      if (!operation.needsBody()) {
        bodies.put("", null);
      }
      bodies.forEach((type, body) -> {
        Stage stage = new Stage(api, description, operation);
        Answer answer = stage.call(stage.path(), stage.token(), type, body);
        String what = operation + " " + body + " -> " + answer.status() + " " + answer.body();
        if (mayBeRefused(body, answer)) {
          all.check(() -> checkProblem(what, operation, answer));
        } else {
          all.check(() -> checkSuccess(what, operation, answer));
        }
      });
    }
    all.assertAll();
  }

  @Test
  void describesEveryErrorAsAListedProblem() {
    SoftAssertions all = new SoftAssertions();
    for (Operation operation : description.operations()) {
      Stage stage = new Stage(api, description, operation);
      String type = operation.examples().keySet().stream().findFirst().orElse("");
      String body = operation.examples().get(type);
      List<Answer> answers = new ArrayList<>();
      if (!operation.isOpen()) {
        answers.add(refused(401, stage.call(stage.path(), "", type, body)));
        answers.add(refused(403, stage.call(stage.path(), "wrong", type, body)));
      }
      if (operation.isUnderAnApplication()) {
        String nowhere = stage.path(Map.of(Description.APPLICATION, "nobody"));
        answers.add(refused(404, stage.call(nowhere, stage.token(), type, body)));
        answers.add(
            refused(
                403,
                api.call(
                    operation.method(),
                    stage.path(),
                    null,
                    Map.of("Origin", "https://a.example"))));
      }
      for (String name : operation.names()) {
        String unknown = stage.path(Map.of(name, "unknown"));
        answers.add(refused(404, stage.call(unknown, stage.token(), type, body)));
      }
      if (operation.jsonExample() != null) {
        for (String broken : List.of("[]", "{", "{\"a\": \"\u0000\"}")) {
          answers.add(refused(400, stage.call(stage.path(), stage.token(), type, broken)));
        }
        answers.add(
            refused(413, stage.call(stage.path(), stage.token(), type, " ".repeat(1_000_000))));
      }
      for (Answer answer : answers) {
        String what = operation + " -> " + answer.status() + " " + answer.body();
        all.check(() -> checkProblem(what, operation, answer));
      }
    }
    all.assertAll();
  }

  // An example can't hold a userToken that is still valid, a private key that nobody knows, or the
  // id of a key that is there; and what is made on an application of its own may be in a state that
  // refuses the operation, as a current key refuses to retire.
  private static boolean mayBeRefused(String body, Answer answer) {
    return answer.status() == 409
        || (answer.status() == 422
            && body != null
            && UNKNOWABLE.stream().anyMatch(each -> body.contains("\"" + each + "\":")));
  }

  private void checkSuccess(String what, Operation operation, Answer answer) {
    assertThat(successes(operation)).as(what).contains(answer.status());
    JsonNode content = operation.answer(answer.status()).orElseThrow().path("content");
    if (content.isEmpty()) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String type = answer.header("Content-Type").replaceAll(";.*", "");
    assertThat(content.propertyNames()).as(what).contains(type);
    if (type.matches("application/([a-z]+\\+)?json")) {
      assertThat(schemas.errors(content.get(type).get("schema"), answer.json())).as(what).isEmpty();
    }
  }

  private void checkProblem(String what, Operation operation, Answer answer) {
    problems.check(what, answer.status(), answer.header("Content-Type"), answer.json());
    assertThat(schemas.errors(operation.problem(), answer.json())).as(what).isEmpty();
    assertThat(answer.json().path("instance").stringValue("")).as(what).startsWith("/v1/");
  }

  private static Answer refused(int status, Answer answer) {
    assertThat(answer.status()).as(answer.response() + " " + answer.body()).isEqualTo(status);
    return answer;
  }

  private static Set<Integer> successes(Operation operation) {
    return operation.node().path("responses").propertyNames().stream()
        .filter(status -> status.startsWith("2"))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  // A 202 may say all by its status, and so does a 204.
  private static boolean hasNoBody(Operation operation, int status) {
    return status == 204
        || (status == 202 && operation.answer(status).orElseThrow().path("content").isEmpty());
  }

  private static List<String> parameters(Operation operation, String in) {
    return operation
        .node()
        .path("parameters")
        .valueStream()
        .filter(parameter -> parameter.get("in").stringValue().equals(in))
        .map(parameter -> parameter.get("name").stringValue())
        .toList();
  }

  private static List<String> mistakes(String document) {
    return new OpenAPIV3Parser()
        .readContents(document, List.of(), new ParseOptions())
        .getMessages();
  }
}
