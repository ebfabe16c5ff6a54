package dev.towncrier.api.applications;

import dev.towncrier.store.Application;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

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
    Object variables =
        request.getAttribute(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (variables instanceof Map<?, ?> map && map.get("application") instanceof String id) {
      return directory.get(id);
    }
    throw new IllegalStateException("The path of " + parameter.getExecutable() + " names none");
  }
}
