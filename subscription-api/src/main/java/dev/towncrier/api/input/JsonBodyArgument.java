package dev.towncrier.api.input;

import dev.towncrier.api.ratelimit.Place;
import dev.towncrier.contract.InvalidJson;
import dev.towncrier.contract.JsonMembers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the body that {@link JsonBody} asks for. */
class JsonBodyArgument implements HandlerMethodArgumentResolver {
  private static final byte[] EMPTY = {'{', '}'};

  private final BodyReader bodies;

  JsonBodyArgument(BodyReader bodies) {
    this.bodies = bodies;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(JsonBody.class);
  }

  @Override
  public JsonMembers resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory)
      throws IOException {
    JsonBody wanted = Objects.requireNonNull(parameter.getParameterAnnotation(JsonBody.class));
    HttpServletRequest received =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
    byte[] body = Place.leftWhile(received, () -> bodies.read(received, wanted.maxBytes()));
    try {
      return JsonMembers.parse(wanted.optional() && body.length == 0 ? EMPTY : body);
    } catch (InvalidJson e) {
      throw wanted.secret() ? new InvalidJson("", "The body is no JSON object") : e;
    }
  }
}
