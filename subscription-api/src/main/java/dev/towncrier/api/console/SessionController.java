package dev.towncrier.api.console;

import dev.towncrier.api.access.BearerToken;
import dev.towncrier.api.access.Grant;
import dev.towncrier.api.access.Grants;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.session.OwnPages;
import dev.towncrier.api.session.Session;
import dev.towncrier.api.session.SessionCookie;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The session of a page of our own. No interface for others, so it is not described. */
@RestController
@RequestMapping("/console/session")
@Hidden
class SessionController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8 * 1_024;
  private static final Duration LENGTH = Duration.ofHours(8);

  private final Grants grants;
  private final SessionCookie cookie;
  private final Applications applications;
  private final InstantSource clock;

  SessionController(
      Grants grants, SessionCookie cookie, Applications applications, InstantSource clock) {
    this.grants = grants;
    this.cookie = cookie;
    this.applications = applications;
    this.clock = clock;
  }

  // A page of another site can't sign its visitor in: JSON takes a preflight, which none gets.
  @PostMapping(consumes = JSON, produces = JSON)
  SessionView signIn(
      @JsonBody(maxBytes = MAX_BYTES, secret = true, example = "{\"key\": \"dx2LpQ...\"}")
          JsonMembers body,
      HttpServletRequest request,
      HttpServletResponse response) {
    OwnPages.check(request);
    String key = body.text("key", 1, SessionCookie.MAX_CREDENTIAL);
    Grant grant = grants.of(new BearerToken(key));
    Session session = Session.begin(key, end(grant));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.of(session, request));
    return view(session, grant);
  }

  private Instant end(Grant grant) {
    Instant end = clock.instant().plus(LENGTH).truncatedTo(ChronoUnit.SECONDS);
    Instant granted = grant.expiresAt();
    return granted != null && granted.isBefore(end) ? granted : end;
  }

  @GetMapping(produces = JSON)
  SessionView find(HttpServletRequest request) {
    OwnPages.check(request);
    Session session = cookie.require(request);
    return view(session, grants.of(session));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    OwnPages.check(request);
    cookie.read(request).ifPresent(session -> OwnPages.check(request, session));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.none(request));
  }

  private SessionView view(Session session, Grant grant) {
    String only = grant.caller().application();
    List<Application> opened =
        only == null ? applications.all() : applications.find(only).stream().toList();
    List<String> scopes =
        Arrays.stream(Scope.values()).filter(grant::allows).map(Scope::text).toList();
    return SessionView.of(
        session,
        opened.stream()
            .map(each -> new SessionView.Opened(each.id(), each.name(), scopes))
            .toList());
  }
}
