package dev.towncrier.api.applications;

import dev.towncrier.store.Application;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Application} that {@code {application}} in the path names. */
class ApplicationArgument implements HandlerMethodArgumentResolver {
  private final ApplicationDirectory directory;

  ApplicationArgument(ApplicationDirectory directory) {
    this.directory = directory;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Application.class;
  }

  @Override
  public Application resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest http =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    return ApplicationPath.id(http)
        .map(id -> directory.get(http, id))
        .orElseThrow(() ->
            new IllegalStateException("The path of " + parameter.getExecutable() + " names none"));
  }
}
