package dev.towncrier.worker.pushservice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How push services are reached.
 *
 * @param allowedOrigins origins of push services beside the known ones, such as {@code
 *     https://push.example:8443}; as the API's
 * @param anyPublicHost whether endpoints on any public https host are allowed as well; as the API's
 * @param ca PEM file of certificates to trust beside the JDK's
 * @param connectTimeout for one connection, and for a free place on one; above 0
 * @param requestTimeout from the writing of a request to the end of its answer; above 0
 */
@ConfigurationProperties("towncrier.push-service")
public record PushServiceSettings(
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue("false") boolean anyPublicHost,
    @Nullable Path ca,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("10s") Duration requestTimeout) {

  /** Checks the time-outs. */
  public PushServiceSettings {
    if (!connectTimeout.isPositive() || !requestTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "towncrier.push-service.connect-timeout and request-timeout must be above 0: "
              + connectTimeout
              + ", "
              + requestTimeout);
    }
  }
}
