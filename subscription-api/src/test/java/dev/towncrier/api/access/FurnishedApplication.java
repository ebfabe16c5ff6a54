package dev.towncrier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.api.Browser;
import dev.towncrier.api.Routes.Route;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.api.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * An application that has one of everything, under ids that no other has.
 *
 * @param origin of its pages, which no other allows
 * @param key opens all of it
 * @param token of its subscription
 * @param vapidKey the id of one that is not current
 * @param userKey the id of one that {@code site} signs with
 */
record FurnishedApplication(
    String application,
    String origin,
    String key,
    String keyId,
    String topic,
    String subscription,
    String token,
    String notification,
    String vapidKey,
    String userKey,
    Site site) {

  static FurnishedApplication in(RunningApi api) {
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
    Answer vapidKey = made(api, path + "/vapid-keys", null);
    Site site = Site.signingBy("ES256");
    Answer userKey = made(api, path + "/user-keys", site.jwk().toString());
    return new FurnishedApplication(
        application,
        origin,
        text(key, "key"),
        text(key, "id"),
        name,
        text(subscription, "id"),
        text(subscription, "token"),
        name,
        text(vapidKey, "id"),
        text(userKey, "id"),
        site);
  }

  private static Answer made(RunningApi api, String path, String body) {
    Answer answer = api.callAs(RunningApi.ADMIN_KEY, "POST", path, body);
    assertThat(answer.status()).as(answer.body()).isBetween(201, 202);
    return answer;
  }

  private static String text(Answer answer, String member) {
    return answer.json().get(member).stringValue();
  }

  /** The route's path under {@code application}, with the ids of what it has. */
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
      case "vapid-keys" -> vapidKey;
      case "user-keys" -> userKey;
      default ->
          throw new AssertionError(
              "One of the " + of + " is needed, whose id stands for " + parameter);
    };
  }

  /** A body that the route takes here; null for none. */
  String body(Route route) {
    if (route.contentType() == null) {
      return null;
    }
    return switch (route.toString()) {
      case "POST /v1/applications/{application}/subscriptions",
          "PUT /v1/applications/{application}/subscriptions/{id}" ->
          Browser.fresh().body().toString();
      case "PUT /v1/applications/{application}/subscriptions/{id}/user" ->
          "{\"userToken\": \"" + site.token(application, "ann") + "\"}";
      case "POST /v1/applications/{application}/subscriptions/import" -> "";
      case "POST /v1/applications/{application}/user-keys" ->
          Site.signingBy("ES256").jwk().toString();
      case "POST /v1/applications/{application}/vapid-keys/import" ->
          "{\"privateKey\": \"" + "A".repeat(42) + "E\"}";
      case "POST /v1/applications/{application}/vapid-keys/rotate" ->
          "{\"id\": \"" + vapidKey + "\"}";
      case "POST /v1/applications" ->
          ((ObjectNode) route.example()).put("id", application + "-more").toString();
      case "PATCH /v1/applications/{application}/subscriptions/{id}" -> "{\"locale\": \"nb\"}";
      case "PATCH /v1/applications/{application}" -> "{\"name\": \"Another\"}";
      default -> route.example().toString();
    };
  }

  /** What a page of this application would send beside. */
  Map<String, String> headers(Route route, String bearer) {
    Map<String, String> headers = serverHeaders(route, bearer);
    headers.put("Origin", origin);
    return headers;
  }

  /** What a server would send beside; an empty bearer is none. */
  static Map<String, String> serverHeaders(Route route, String bearer) {
    Map<String, String> headers = new HashMap<>();
    if (!bearer.isEmpty()) {
      headers.put("Authorization", "Bearer " + bearer);
    }
    if (route.contentType() != null) {
      headers.put("Content-Type", route.contentType());
    }
    return headers;
  }
}
