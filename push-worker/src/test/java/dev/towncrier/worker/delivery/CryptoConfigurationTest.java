package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.towncrier.crypto.backend.CryptoBackend;
import dev.towncrier.crypto.p256.P256;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CryptoConfigurationTest {

  private final ApplicationContextRunner worker =
      new ApplicationContextRunner().withUserConfiguration(CryptoConfiguration.class);

  @Test
  void choosesByItself() {
    worker.run(context -> {
      CryptoBackend backend = context.getBean(CryptoBackend.class);
      assertThat(backend.name()).isIn("accp", "bouncycastle");
      assertThat(context.getBean(P256.class)).isSameAs(backend.p256());
    });
  }

  @Test
  void usesTheLibraryItIsToldTo() {
    worker
        .withPropertyValues("towncrier.crypto.backend=bouncycastle")
        .run(context ->
            assertThat(context.getBean(CryptoBackend.class).name()).isEqualTo("bouncycastle"));
  }

  @Test
  void doesNotStartWithALibraryThatDoesNotExist() {
    worker
        .withPropertyValues("towncrier.crypto.backend=openssl")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("BackendPreference.openssl"));
  }

  @Test
  void saysOnceWhatItUsesAndWhy() {
    Logger logger = (Logger) LoggerFactory.getLogger(CryptoConfiguration.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    worker
        .withPropertyValues("towncrier.crypto.backend=bouncycastle")
        .run(_ ->
            assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Messages are encrypted by bouncycastle (it was asked for)"));
    logger.detachAppender(log);
  }

  @Test
  void showsWhatItUsesAsAMetric() {
    worker
        .withPropertyValues("towncrier.crypto.backend=bouncycastle")
        .run(context -> {
          SimpleMeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(MeterBinder.class).bindTo(registry);
          assertThat(
                  registry
                      .get("towncrier.crypto.backend")
                      .tag("name", "bouncycastle")
                      .gauge()
                      .value())
              .isEqualTo(1);
        });
  }
}
