package dev.towncrier.api.problems;

import dev.towncrier.contract.InvalidJson;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever ended a request into a problem detail. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  private final MeterRegistry meters;

  ProblemHandler(MeterRegistry meters) {
    this.meters = meters;
  }

  @ExceptionHandler
  ResponseEntity<Object> on(Problem problem) {
    meters.counter("towncrier.problems", "type", problem.kind().text()).increment();
    return new ResponseEntity<>(problem.body(), problem.headers(), problem.kind().status());
  }

  @ExceptionHandler
  ResponseEntity<Object> on(InvalidJson invalid) {
    return on(Problem.of(ProblemKind.MALFORMED, invalid));
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> on(Exception exception, HttpServletResponse response)
      throws Exception {
    if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
      return null;
    }
    if (response.isCommitted()) {
      throw exception; // what has begun can't become a problem; the server breaks it off
    }
    if (exception instanceof BadRequestException) { // a broken chunk, for one
      return on(Problem.of(ProblemKind.MALFORMED, "The body is not sent as HTTP asks."));
    }
    if (exception instanceof InvalidParameterException) { // an escape that is none, for one
      return on(Problem.of(ProblemKind.MALFORMED, "The query is not written as HTTP asks."));
    }
    if (saysThatPostgresIsAway(exception)) {
      log.warn("Postgres can't be reached");
      return on(
          Problem.later(
              ProblemKind.UNAVAILABLE, "The database can't be reached.", RETRY_AFTER_SECONDS));
    }
    log.error("A request failed", exception);
    return on(Problem.of(ProblemKind.INTERNAL, "The request failed; the server's log says why."));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException exception,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return on(Problem.of(ProblemKind.NOT_FOUND, "There is nothing at this path."));
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    HttpHeaders all = new HttpHeaders(headers);
    if (body instanceof ProblemDetail detail) {
      detail.setType(typeOf(status));
      all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
    return new ResponseEntity<>(body, all, status);
  }

  private static URI typeOf(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return ProblemKind.type(known == null ? "status-" + status.value() : known.name());
  }

  private static boolean saysThatPostgresIsAway(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof SQLNonTransientConnectionException) {
        return true;
      }
      // Classes 08, connection exception, and 57P, operator intervention.
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
        return true;
      }
    }
    return false;
  }
}
