package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.Routes.Route;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * An application that has one of everything, under ids that no other has.
 *
 * @param origin of its pages, which no other allows
 * @param key opens all of it
 * @param token of its subscription
 */
record Site(
    String application,
    String origin,
    String key,
    String keyId,
    String topic,
    String subscription,
    String token,
    String notification) {

  static Site in(RunningApi api) {
    String name = "only-" + UUID.randomUUID();
    String origin = "https://" + name + ".example";
    String application = api.newApplication(origin).id();
    String path = "/v1/applications/" + application;
    Answer key = made(api, path + "/api-keys", "{\"name\": \"k\", \"scopes\": [\"manage\"]}");
    made(api, path + "/topics", "{\"id\": \"" + name + "\", \"name\": \"Topic\"}");
    Answer subscription = made(api, path + "/subscriptions", Browser.fresh().body().toString());
    made(
        api,
        path + "/notifications",
        "{\"id\": \""
            + name
            + "\", \"audience\": {\"all\": true}, \"notification\": {\"title\": \"Hello\"}}");
    return new Site(
        application,
        origin,
        text(key, "key"),
        text(key, "id"),
        name,
        text(subscription, "id"),
        text(subscription, "token"),
        name);
  }

  private static Answer made(RunningApi api, String path, String body) {
    Answer answer = api.callAs(RunningApi.ADMIN_KEY, "POST", path, body);
    assertThat(answer.status()).as(answer.body()).isBetween(201, 202);
    return answer;
  }

  private static String text(Answer answer, String member) {
    return answer.json().get(member).stringValue();
  }

  /** The route's path under {@code application}, with the ids of what this site has. */
  String path(Route route, String application) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (String segment : route.template().substring(1).split("/", -1)) {
      path.append('/').append(segment.startsWith("{") ? id(before, segment, application) : segment);
      before = segment;
    }
    return path.toString();
  }

  String path(Route route) {
    return path(route, application);
  }

  private String id(String of, String parameter, String application) {
    return switch (of) {
      case "applications" -> application;
      case "subscriptions" -> subscription;
      case "notifications" -> notification;
      case "api-keys" -> keyId;
      case "topics" -> topic;
      default ->
          throw new AssertionError(
              "A site needs one of the " + of + ", whose id stands for " + parameter);
    };
  }

  /** A body that the route takes of this site; null for none. */
  String body(Route route) {
    if (route.example() == null) {
      return null;
    }
    ObjectNode body = (ObjectNode) route.example();
    return switch (route.toString()) {
      case "POST /v1/applications/{application}/subscriptions",
          "PUT /v1/applications/{application}/subscriptions/{id}" ->
          Browser.fresh().body().toString();
      case "POST /v1/applications" -> body.put("id", application + "-more").toString();
      case "PATCH /v1/applications/{application}/subscriptions/{id}" -> "{\"locale\": \"nb\"}";
      case "PATCH /v1/applications/{application}" -> "{\"name\": \"Another\"}";
      default -> body.toString();
    };
  }

  /** What a page of this site would send beside. */
  Map<String, String> headers(String bearer) {
    return Map.of("Origin", origin, "Authorization", "Bearer " + bearer);
  }
}
