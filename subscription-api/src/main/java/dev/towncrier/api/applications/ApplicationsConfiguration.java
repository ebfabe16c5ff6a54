package dev.towncrier.api.applications;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ApplicationsConfiguration implements WebMvcConfigurer {
  private final ApplicationDirectory directory;

  ApplicationsConfiguration(ApplicationDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ApplicationArgument(directory));
  }
}
