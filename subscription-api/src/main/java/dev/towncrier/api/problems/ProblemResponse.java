package dev.towncrier.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers with a problem where no controller was reached, which is in filters. */
@Component
public class ProblemResponse {
  private final HandlerExceptionResolver resolver;

  ProblemResponse(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    this.resolver = resolver;
  }

  /** Answers as if a controller had thrown {@code exception}. */
  public void send(
      HttpServletRequest request, HttpServletResponse response, RuntimeException exception) {
    if (resolver.resolveException(request, response, null, exception) == null) {
      throw exception;
    }
  }
}
