package dev.towncrier.api.input;

import dev.towncrier.api.web.RequestSettings;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class InputConfiguration implements WebMvcConfigurer {
  private final RequestSettings settings;

  InputConfiguration(RequestSettings settings) {
    this.settings = settings;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new JsonBodyArgument(new BodyReader(settings.requestTimeout())));
    resolvers.add(new IfMatchArgument());
  }
}
