package dev.towncrier.api.session;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.web.cors.CorsUtils;

/** Tells the pages of this server from all others. */
public final class OwnPages {
  private static final Set<String> OWN = Set.of("same-origin", "none"); // none: typed by the user
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private OwnPages() {}

  /**
   * Checks who asks, by {@code Origin} and {@code Sec-Fetch-Site} (Fetch Metadata), where the
   * browser sends them.
   *
   * @throws Problem 403 if a page of another origin does
   */
  public static void check(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (isForeign(request) || (site != null && !OWN.contains(site))) {
      throw Problem.of(
          ProblemKind.FOREIGN_ORIGIN, "No page of another origin may call this with a session.");
    }
  }

  /**
   * Checks also that the page knows the session's CSRF token, if the request may change something.
   *
   * @throws Problem 403 if it does not
   */
  public static void check(HttpServletRequest request, Session session) {
    check(request);
    if (!READING.contains(request.getMethod())
        && !session.hasCsrfToken(request.getHeader("X-CSRF-Token"))) {
      throw Problem.of(
          ProblemKind.FORBIDDEN, "Send the session's CSRF token as X-CSRF-Token, as it is now.");
    }
  }

  /**
   * Whether a page of another origin asks, by {@code Origin}; one that can't be read is another.
   */
  public static boolean isForeign(HttpServletRequest request) {
    try {
      return CorsUtils.isCorsRequest(request);
    } catch (IllegalArgumentException | IllegalStateException _) { // no URL, or no such port
      return true;
    }
  }
}
