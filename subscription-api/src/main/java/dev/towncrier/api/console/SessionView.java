package dev.towncrier.api.console;

import dev.towncrier.api.session.Session;
import java.time.Instant;
import java.util.List;

/**
 * What a page may know of its session.
 *
 * @param applications that it opens
 * @param csrf what the page has to send as {@code X-CSRF-Token} with whatever is no GET
 * @param expiresAt when it ends by itself
 */
record SessionView(List<Opened> applications, String csrf, Instant expiresAt) {

  /**
   * An application that the session opens.
   *
   * @param scopes that it has there
   */
  record Opened(String id, String name, List<String> scopes) {}

  static SessionView of(Session session, List<Opened> applications) {
    return new SessionView(applications, session.csrfToken(), session.expiresAt());
  }

  @Override
  public String toString() {
    return "SessionView[redacted]";
  }
}
