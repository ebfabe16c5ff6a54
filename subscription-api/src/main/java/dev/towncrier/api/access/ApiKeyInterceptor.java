package dev.towncrier.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Asks for {@link Admission} to what is {@link ForServices}, before anything else is done. */
class ApiKeyInterceptor implements HandlerInterceptor {
  private final Admission admission;

  ApiKeyInterceptor(Admission admission) {
    this.admission = admission;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      NeededScope.of(method)
          .ifPresent(scope ->
              request.setAttribute(Caller.ATTRIBUTE, admission.admit(request, method, scope)));
    }
    return true;
  }
}
