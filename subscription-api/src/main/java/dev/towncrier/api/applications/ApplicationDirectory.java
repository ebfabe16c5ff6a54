package dev.towncrier.api.applications;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Looks applications up by the id in a path. */
@Component
public class ApplicationDirectory {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final String READ = ApplicationDirectory.class.getName() + ".READ";

  private final Applications applications;

  ApplicationDirectory(Applications applications) {
    this.applications = applications;
  }

  /**
   * The application of that id.
   *
   * @throws Problem 404 if there is none
   */
  public Application get(String id) {
    if (!ID.matcher(id).matches()) {
      throw unknown();
    }
    return applications.find(id).orElseThrow(ApplicationDirectory::unknown);
  }

  /**
   * The application of that id as it was when this request first asked, so that each request reads
   * it once.
   *
   * @throws Problem 404 if there is none
   */
  public Application get(HttpServletRequest request, String id) {
    if (request.getAttribute(READ) instanceof Application read && read.id().equals(id)) {
      return read;
    }
    Application application = get(id);
    request.setAttribute(READ, application);
    return application;
  }

  /** That there is no such application, or none that the caller may know of. */
  public static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "There is no application of this id.");
  }
}
