package dev.towncrier.api.subscriptions;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allowedOrigins origins of push services beside the known ones, such as {@code
 *     https://push.example:8443}; as the workers'
 * @param anyPublicHost whether endpoints on any public https host are allowed as well; as the
 *     workers'
 */
@ConfigurationProperties("towncrier.push-service")
record PushServiceSettings(
    @DefaultValue List<String> allowedOrigins, @DefaultValue("false") boolean anyPublicHost) {
  PushServiceSettings {
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
