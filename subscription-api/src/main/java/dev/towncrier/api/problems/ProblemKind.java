package dev.towncrier.api.problems;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What can be wrong with a request, as clients tell it apart by {@code type}. */
public enum ProblemKind {
  /** Not JSON, or a member of the wrong type or missing. */
  MALFORMED(HttpStatus.BAD_REQUEST, "The request is malformed"),
  /** No credentials where some are needed. */
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials are missing"),
  /** Credentials that don't open this. */
  FORBIDDEN(HttpStatus.FORBIDDEN, "The credentials don't allow this"),
  /** A page of an origin that the application doesn't list. */
  FOREIGN_ORIGIN(HttpStatus.FORBIDDEN, "The origin is not allowed"),
  /** A new subscription where the application has as many as it may. */
  APPLICATION_FULL(HttpStatus.FORBIDDEN, "The application takes no more subscriptions"),
  /** Nothing is there. */
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  /** An endpoint that is stored with another auth secret. */
  ENDPOINT_TAKEN(HttpStatus.CONFLICT, "The endpoint is known with another secret"),
  /** A notification's id that another event has. */
  ID_TAKEN(HttpStatus.CONFLICT, "The id belongs to another notification"),
  /** The id of a new application that another one has. */
  APPLICATION_TAKEN(HttpStatus.CONFLICT, "The id belongs to another application"),
  /** The id of a new topic that another one has. */
  TOPIC_TAKEN(HttpStatus.CONFLICT, "The id belongs to another topic"),
  /** A VAPID key that is current, or that subscriptions are bound to. */
  KEY_IN_USE(HttpStatus.CONFLICT, "The VAPID key is in use"),
  /** A condition on what is to be changed, such as {@code If-Match}. */
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "The condition does not hold"),
  /** A decision about a notification that has been sent or cancelled. */
  TOO_LATE(HttpStatus.CONFLICT, "It is too late for that"),
  /** A body, or what would become of it, over its limit. */
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large"),
  /** A body that did not come in time. */
  TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "Too slow"),
  /** Well-formed, but not acceptable. */
  UNACCEPTABLE(HttpStatus.UNPROCESSABLE_CONTENT, "A value can't be accepted"),
  /** Too many requests from one address. */
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  /** Too many requests from one application's visitors. */
  APPLICATION_BUSY(HttpStatus.TOO_MANY_REQUESTS, "Too many requests to the application"),
  /** A stream where there are as many as there may be. */
  TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "Too many streams"),
  /** A mistake of ours. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
  /** Postgres or Kafka is away; the same request may be repeated. */
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available at the moment");

  private final HttpStatus status;
  private final String title;

  ProblemKind(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  URI type() {
    return type(name());
  }

  /** The end of {@link #type}, such as {@code too-large}. */
  String text() {
    return text(name());
  }

  static URI type(String name) {
    return URI.create("urn:towncrier:problem:" + text(name));
  }

  private static String text(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
