package dev.towncrier.api.openapi;

import dev.towncrier.api.access.BearerToken;
import dev.towncrier.api.access.Caller;
import dev.towncrier.api.access.NeededScope;
import dev.towncrier.api.access.OperatorsOnly;
import dev.towncrier.api.input.IfMatch;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.contract.Json;
import dev.towncrier.store.Application;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String TOKEN = "subscriptionToken";
  private static final String KEY = "apiKey";
  private static final String KEYS =
      "An API key, the admin key, or, where an issuer is configured, an operator's access token";
  private static final String PROBLEM = "Problem";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Application.class, BearerToken.class, Caller.class, IfMatch.class)
        .addAnnotationsToIgnore(JsonBody.class);
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Towncrier")
                .version("v1")
                .description("Web Push: visitors subscribe, services publish."))
        .components(
            new Components()
                .addSecuritySchemes(TOKEN, bearer().description("A subscription's token"))
                .addSecuritySchemes(KEY, bearer().description(KEYS))
                .addSchemas(PROBLEM, problem()));
  }

  /** Describes what our own parameter types stand for. */
  @Bean
  OperationCustomizer parameters() {
    return (operation, method) -> {
      if (takes(method, Application.class)) {
        operation.addParametersItem(
            new PathParameter().name("application").required(true).schema(new StringSchema()));
      }
      if (takes(method, IfMatch.class)) {
        operation.addParametersItem(
            new HeaderParameter()
                .name("If-Match")
                .description("Changes it only if its ETag is one of these (RFC 9110); * for any")
                .schema(new StringSchema()));
      }
      parameters(method)
          .map(parameter -> parameter.getParameterAnnotation(JsonBody.class))
          .filter(Objects::nonNull)
          .forEach(body -> operation.setRequestBody(requestBody(body)));
      if (takes(method, BearerToken.class)) {
        require(operation, TOKEN);
      }
      NeededScope.of(method)
          .ifPresent(scope -> {
            require(operation, KEY);
            operation.setDescription(
                method.hasMethodAnnotation(OperatorsOnly.class)
                    ? "Needs the admin key, or an operator of the scope " + scope.text() + "."
                    : "Needs the scope " + scope.text() + ".");
          });
      operation.getResponses().addApiResponse("default", anyProblem());
      if (operation.getSecurity() == null) {
        operation.setSecurity(List.of()); // says that anyone may call it
      }
      return operation;
    };
  }

  private static RequestBody requestBody(JsonBody body) {
    MediaType json = new MediaType().schema(new ObjectSchema());
    json.setExample(Json.MAPPER.readValue(body.example(), Map.class));
    return new RequestBody()
        .required(!body.optional())
        .content(new Content().addMediaType("application/json", json));
  }

  private static ApiResponse anyProblem() {
    return new ApiResponse()
        .description("What is wrong with the request")
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(PROBLEM))));
  }

  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema();
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem
        .description("A problem detail (RFC 9457)")
        .addProperty("type", new StringSchema().example("urn:towncrier:problem:unacceptable"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty(
            "instance", new StringSchema().description("The path; absent if none was read"))
        .addProperty("member", new StringSchema().example("subscription.endpoint"));
  }

  private static boolean takes(HandlerMethod method, Class<?> type) {
    return parameters(method).anyMatch(parameter -> parameter.getParameterType() == type);
  }

  private static Stream<MethodParameter> parameters(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters());
  }

  private static void require(Operation operation, String scheme) {
    operation.addSecurityItem(new SecurityRequirement().addList(scheme));
  }

  private static SecurityScheme bearer() {
    return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer");
  }
}
