package dev.towncrier.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.VapidIdentity;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.ApplicationChange;
import dev.towncrier.store.Applications;
import dev.towncrier.store.DeliveryTargets;
import dev.towncrier.store.LatestMessages;
import dev.towncrier.store.NewApplication;
import dev.towncrier.store.NotificationControl;
import dev.towncrier.store.Notifications;
import dev.towncrier.store.Precondition;
import dev.towncrier.store.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of applications, and for how long. */
class LoaderIT {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final VapidSubject SUBJECT = new VapidSubject("mailto:push@shop.example");
  private static final VapidSubject OTHER = new VapidSubject("https://shop.example/contact");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-01-31T12:00:00Z"));
  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random()));
  private final DataSource dataSource = TestInfrastructure.freshDatabase().dataSource();
  private final Applications applications = new Applications(dataSource, sealer);
  private UUID key;
  private Loader loader;

  @BeforeEach
  void anApplication() {
    Schema.migrate(dataSource);
    applications.create(
        new NewApplication("shop", "Shop", List.of(), List.of(), SUBJECT, "https://shop.example"),
        P256.bouncyCastle().generateKeyPair());
    key = applications.find("shop").orElseThrow().currentKeyId();
    loader =
        new Loader(
            new DeliveryTargets(dataSource, sealer),
            new LatestMessages(dataSource),
            new Notifications(dataSource),
            new NotificationControl(dataSource),
            applications,
            P256.bouncyCastle(),
            now::get);
  }

  @Test
  void signsForANewSubjectWithinSeconds() {
    assertThat(loader.identity(key).subject()).isEqualTo(SUBJECT);
    applications.change(
        "shop", new ApplicationChange(null, null, null, OTHER, null, null), Precondition.NONE);

    pass(KEPT.plusMillis(1));

    loader.identity(key); // asks again
    assertThat(loader.identity(key).subject()).isEqualTo(OTHER);
  }

  @Test
  void keepsAnIdentityThatIsTheSameAndSoItsTokens() {
    VapidIdentity before = loader.identity(key);

    for (int i = 0; i < 3; i++) {
      pass(KEPT.plusMillis(1));
      loader.identity(key);
    }

    assertThat(loader.identity(key)).isSameAs(before);
  }

  private void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }
}
