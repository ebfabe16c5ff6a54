package dev.towncrier.api.input;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
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
    int limit = Objects.requireNonNull(parameter.getParameterAnnotation(JsonBody.class)).maxBytes();
    return read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)), limit);
  }

  static JsonMembers read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      throw tooLarge(limit);
    }
    return JsonMembers.parse(body);
  }

  private static Problem tooLarge(int limit) {
    return Problem.of(ProblemKind.TOO_LARGE, "The body is over the limit of " + limit + " bytes.");
  }
}
