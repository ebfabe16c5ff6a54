package dev.towncrier.api.input;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Precondition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a request's {@code If-Match} (RFC 9110 section 13.1.1): that the resource has
 * one of these entity tags. Absent and {@code *} ask for none.
 */
public final class IfMatch implements Precondition {
  // RFC 9110 sections 5.6.1 and 8.8.3: a list, of which elements may be empty.
  private static final Pattern NEXT_TAG =
      Pattern.compile(
          "[ \\t,]*+(?<weak>W/)?\"(?<tag>[\\x21\\x23-\\x7e\\x80-\\xff]*+)\"[ \\t]*+(?=,|$)");
  private static final Pattern REST = Pattern.compile("[ \\t,]*+");

  /** Null for any. */
  private final @Nullable Set<String> revisions;

  private IfMatch(@Nullable Set<String> revisions) {
    this.revisions = revisions;
  }

  /**
   * The condition that these headers of the name ask for together.
   *
   * @throws Problem 400 if they hold something else
   */
  static IfMatch of(List<String> headers) {
    String all = String.join(",", headers).strip();
    if (headers.isEmpty() || all.equals("*")) {
      return new IfMatch(null);
    }
    Set<String> revisions = new HashSet<>();
    Matcher next = NEXT_TAG.matcher(all);
    int end = 0;
    while (next.region(end, all.length()).lookingAt()) {
      if (next.group("weak") == null) { // weak ones never match, as section 13.1.1 has it
        revisions.add(next.group("tag"));
      }
      end = next.end();
    }
    if (end == 0 || !REST.matcher(all.substring(end)).matches()) {
      throw Problem.of(
          ProblemKind.MALFORMED, "If-Match must be * or a list of quoted entity tags.");
    }
    return new IfMatch(revisions);
  }

  @Override
  public boolean holds(String revision) {
    return revisions == null || revisions.contains(revision);
  }

  /** That it does not hold. */
  public static Problem failed() {
    return Problem.of(
        ProblemKind.PRECONDITION_FAILED,
        "It was changed since: its ETag is none of those in If-Match. Read it again.");
  }
}
