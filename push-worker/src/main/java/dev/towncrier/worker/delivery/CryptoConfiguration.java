package dev.towncrier.worker.delivery;

import dev.towncrier.crypto.backend.CryptoBackend;
import dev.towncrier.crypto.p256.P256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CryptoSettings.class)
class CryptoConfiguration {
  private static final Logger log = LoggerFactory.getLogger(CryptoConfiguration.class);

  @Bean
  CryptoBackend cryptoBackend(CryptoSettings settings) {
    CryptoBackend backend = CryptoBackend.choose(settings.backend());
    log.info("Messages are encrypted by {} ({})", backend.name(), backend.reason());
    return backend;
  }

  @Bean
  CryptoBackendMetric cryptoBackendMetric(CryptoBackend backend) {
    return new CryptoBackendMetric(backend);
  }

  @Bean
  P256 p256(CryptoBackend backend) {
    return backend.p256();
  }
}
