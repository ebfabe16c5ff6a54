package dev.towncrier.api.ratelimit;

import dev.towncrier.api.problems.ProblemResponse;
import dev.towncrier.api.web.RequestSettings;
import io.github.bucket4j.TimeMeter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimitConfiguration {
  @Bean
  FilterRegistrationBean<LimitFilter> limitFilter(
      RateLimitSettings settings, RequestSettings requests, ProblemResponse problems) {
    FilterRegistrationBean<LimitFilter> registration =
        new FilterRegistrationBean<>(
            new LimitFilter(
                new RateLimit<>(settings.rateLimit(), TimeMeter.SYSTEM_MILLISECONDS),
                new RateLimit<>(settings.applicationRateLimit(), TimeMeter.SYSTEM_MILLISECONDS),
                new ConcurrencyLimit<>(settings.atOnce(), requests.requestTimeout()),
                problems));
    registration.setOrder(LimitFilter.ORDER);
    registration.setEnabled(
        settings.rateLimit() > 0 || settings.applicationRateLimit() > 0 || settings.atOnce() > 0);
    return registration;
  }
}
