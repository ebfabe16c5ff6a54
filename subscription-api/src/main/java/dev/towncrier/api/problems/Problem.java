package dev.towncrier.api.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.InvalidJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Ends a request with a problem detail (RFC 9457). Neither its text nor its headers hold secrets.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_DETAIL = 500;

  private final ProblemKind kind;
  private final @Nullable String member;
  private final Map<String, String> headers;

  private Problem(
      ProblemKind kind, @Nullable String member, String detail, Map<String, String> headers) {
    super(printable(detail), null, false, false);
    this.kind = kind;
    this.member = member;
    this.headers = headers;
  }

  /**
   * A problem with the request as a whole.
   *
   * @param detail one sentence for people: what is wrong and what is expected
   */
  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, null, detail, Map.of());
  }

  /**
   * A problem with one member of the body.
   *
   * @param member its path, such as {@code subscription.endpoint}
   * @param problem the rest of the sentence that begins with the member
   */
  public static Problem about(ProblemKind kind, String member, String problem) {
    return new Problem(kind, member, member + " " + problem, Map.of());
  }

  /** Input that breaks the contract. */
  public static Problem of(ProblemKind kind, InvalidJson invalid) {
    return new Problem(
        kind,
        invalid.member().isEmpty() ? null : invalid.member(),
        String.valueOf(invalid.getMessage()),
        Map.of());
  }

  /** No credentials; says which ones are wanted (RFC 6750 section 3). */
  public static Problem unauthenticated(String detail) {
    return new Problem(
        ProblemKind.UNAUTHENTICATED, null, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  /**
   * The same request may succeed later.
   *
   * @param retryAfter seconds, from 1
   */
  public static Problem later(ProblemKind kind, String detail, long retryAfter) {
    return new Problem(
        kind, null, detail, Map.of(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter)));
  }

  // A detail may quote what came in: half a surrogate pair can't be written, much needs not be.
  private static String printable(String detail) {
    String text = new String(detail.getBytes(UTF_8), UTF_8);
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
  }

  ProblemKind kind() {
    return kind;
  }

  ProblemDetail body() {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(kind.status(), getMessage());
    body.setType(kind.type());
    body.setTitle(kind.title());
    if (member != null) {
      body.setProperty("member", member);
    }
    return body;
  }

  HttpHeaders headers() {
    HttpHeaders all = new HttpHeaders();
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // whatever the caller accepts
    headers.forEach(all::set);
    return all;
  }
}
