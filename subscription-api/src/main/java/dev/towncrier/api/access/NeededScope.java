package dev.towncrier.api.access;

import dev.towncrier.store.Scope;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/** Which scope of an API key a route needs. */
public final class NeededScope {
  private NeededScope() {}

  /** The scope; none where no API key is asked for. */
  public static Optional<Scope> of(HandlerMethod method) {
    if (!method.getBeanType().isAnnotationPresent(ForServices.class)) {
      return Optional.empty();
    }
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null) {
      return Optional.of(needs.value());
    }
    return Optional.of(method.hasMethodAnnotation(GetMapping.class) ? Scope.READ : Scope.MANAGE);
  }
}
