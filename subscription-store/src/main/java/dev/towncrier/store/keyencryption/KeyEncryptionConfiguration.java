package dev.towncrier.store.keyencryption;

import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The sealer as a Spring bean. Without usable keys the application does not start. */
@Configuration(proxyBeanMethods = false)
public class KeyEncryptionConfiguration {

  /** Before any other bean, so that the line about missing keys stands alone. */
  @Bean
  static BeanFactoryPostProcessor sealerRegistration(Environment environment) {
    return beans -> beans.registerSingleton("sealer", new Sealer(keys(environment)));
  }

  /**
   * The keys that the settings lead to.
   *
   * @throws NoKeyEncryptionKeys saying in one line what to do, if they lead to none
   */
  public static KeyEncryptionKeys keys(Environment environment) {
    return Binder.get(environment)
        .bindOrCreate(KeyEncryptionSettings.PREFIX, KeyEncryptionSettings.class)
        .ring();
  }
}
