package dev.towncrier.api.access;

import dev.towncrier.api.problems.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the caller's token; without one the request ends as a 401. */
class BearerTokenArgument implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == BearerToken.class;
  }

  @Override
  public BearerToken resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    return BearerToken.of(request.getHeader(HttpHeaders.AUTHORIZATION))
        .orElseThrow(() ->
            Problem.unauthenticated(
                "Send the subscription's token as Authorization: Bearer <token>."));
  }
}
