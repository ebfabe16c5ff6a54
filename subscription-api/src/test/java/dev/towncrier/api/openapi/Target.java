package dev.towncrier.api.openapi;

import static dev.towncrier.api.openapi.Oddities.pick;

import dev.towncrier.api.RunningApi;
import dev.towncrier.api.openapi.Description.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An operation on an application of its own, and the ways in which requests for it are bound to be
 * refused.
 */
final class Target {
  // None has a dot segment, by which a path becomes another one that may be right.
  private static final List<String> IDS =
      List.of(
          "unknown",
          "01980000-0000-7000-8000-000000000001",
          "1-1-1-1-1",
          "%00",
          "%ff%fe",
          "%ed%a0%80",
          "%2F",
          "a%2Fb",
          "%5c",
          "%zz",
          "%",
          "-",
          "--",
          "*",
          "~",
          "\u00ff",
          "%F0%9F%98%80",
          "%E2%80%AE",
          "a;b=c",
          "{id}",
          "|",
          "\"",
          "%20",
          "%0d%0aX:a",
          "null",
          "0",
          "-1",
          "A".repeat(64),
          "a".repeat(129),
          "a".repeat(4_000),
          "'%20or%201=1--");

  private static final List<String> ROUNDABOUT =
      List.of("..", "%2e%2e", ".", "..%2f..", ";/..", "..;", "", "/", "a/b/c");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "TRACE",
          "CONNECT",
          "PROPFIND",
          "get",
          "G\u0000T",
          "G(T",
          "\u00ff",
          "M".repeat(300));

  private final Description description;
  private final Operation operation;
  private final Stage stage;
  private final List<String> weakTokens;
  private final List<String> badBodies = new ArrayList<>();

  Target(RunningApi api, Description description, Operation operation) {
    this.description = description;
    this.operation = operation;
    stage = new Stage(api, description, operation);
    weakTokens = operation.isOpen() ? List.of() : weakTokens(api);
  }

  /** Tokens that are good for something, and not for this. */
  private List<String> weakTokens(RunningApi api) {
    Operation keys =
        description.find("POST", "/v1/applications/{application}/api-keys").orElseThrow();
    Stage elsewhere = new Stage(api, description, keys);
    List<String> weak = new ArrayList<>(List.of("none", "\u00ff"));
    Stream.of("publish", "read")
        .filter(scope -> !operation.opensTo(scope))
        .filter(_ -> operation.isUnderAnApplication())
        .forEach(scope -> weak.add(key(api, stage.application(), scope)));
    if (operation.isUnderAnApplication()) {
      weak.add(key(api, elsewhere.application(), "manage"));
    }
    if (!operation.takes(Description.TOKEN)) {
      description.operations().stream()
          .filter(one -> one.takes(Description.TOKEN))
          .findFirst()
          .ifPresent(one -> weak.add(new Stage(api, description, one).token()));
    } else {
      weak.add(RunningApi.ADMIN_KEY);
    }
    return weak;
  }

  private static String key(RunningApi api, String application, String scope) {
    return api.callAs(
            RunningApi.ADMIN_KEY,
            "POST",
            "/v1/applications/" + application + "/api-keys",
            "{\"name\": \"of a test\", \"scopes\": [\"" + scope + "\"]}")
        .json()
        .get("key")
        .stringValue();
  }

  Operation operation() {
    return operation;
  }

  /** Every bad body that its example can become. */
  List<Draft> withEveryBody() {
    return operation.jsonExample() == null
        ? List.of()
        : BadJson.allOf(operation.jsonExample()).stream().map(this::with).toList();
  }

  /** From now on this body counts as one that is refused. */
  void refuses(String body) {
    badBodies.add(body);
  }

  /** A request that has to be refused. */
  Draft refusable(Random random) {
    List<Draft> ways = new ArrayList<>();
    if (!badBodies.isEmpty()) {
      Draft draft = with(BadJson.dressed(pick(badBodies, random), random));
      for (int times = 0; times < 4; times++) {
        ways.add(draft);
      }
    }
    if (!operation.isOpen()) {
      ways.add(good(stage.path()));
      ways.add(good(stage.path()).as(pick(weakTokens, random)));
    }
    if (operation.isUnderAnApplication()) {
      ways.add(good(stage.path(Map.of(Description.APPLICATION, pick(IDS, random)))).as(token()));
      ways.add(good(stage.path(Map.of(Description.APPLICATION, "no/" + pick(ROUNDABOUT, random)))));
    }
    if (!operation.names().isEmpty()) {
      String name = pick(operation.names(), random);
      ways.add(good(stage.path(Map.of(name, pick(IDS, random)))).as(token()));
    }
    Draft other = good(stage.path());
    other.method = pick(METHODS, random);
    if (other.method.equals("CONNECT")) { // to a tunnel, which this is none
      other.alsoRight.add(501); // RFC 9110 section 9.1
    }
    if (!description.methods(operation.template()).contains(other.method)) {
      ways.add(other.as(token()));
    }
    return pick(ways, random);
  }

  /** A request that stores nothing, whether or not it is refused. */
  Draft harmless(Random random) {
    Draft draft = good(stage.path()).as(token());
    if (operation.hasNoEnd()) {
      draft.method = "HEAD";
    } else if (!operation.onlyReads()) {
      draft.method = random.nextBoolean() ? "OPTIONS" : "HEAD";
    }
    for (String name : operation.queryParameters()) {
      if (random.nextBoolean()) {
        draft.target += (draft.target.contains("?") ? "&" : "?") + name + "=" + pick(IDS, random);
      }
    }
    return draft;
  }

  private Draft good(String path) {
    Draft draft = new Draft(operation.method(), path);
    operation
        .examples()
        .forEach((type, example) -> {
          if (draft.body == null) {
            draft.body(type, Draft.bytes(example));
          }
        });
    return draft;
  }

  private Draft with(String body) {
    return new Draft(operation.method(), stage.path()).as(token()).body("application/json", body);
  }

  private String token() {
    return stage.token();
  }
}
