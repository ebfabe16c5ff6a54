package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.SUBSCRIPTION;
import static dev.towncrier.store.schema.Tables.VAPID_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidSealedValue;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.SealBroken;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What lies in the database is of no use to those who have only that. */
class SealingIT {
  private static final TestStore store = new TestStore();

  @Test
  void leavesNoSecretReadableInAnyColumn() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    store.applications.create(TestStore.newApplication("sealed"), pair);
    Application application = store.applications.find("sealed").orElseThrow();
    byte[] deliverySecret = store.applications.deliverySecret("sealed");
    SubscribeResult.Stored stored = store.subscribe(application, "very-secret-endpoint", "news");
    store.subscribe(application, "very-secret-endpoint", "art");
    store.claim(application, "n1", "{\"all\": true}");
    PushTarget target = store.opened(stored.subscription().id());

    String dump = dump();

    // The dump is worth something: it shows what is not secret, as text and as bytes.
    assertThat(dump).contains("mailto:ops@shop.example", TestStore.PUSH_SERVICE, "Hello");
    assertThat(dump)
        .contains(hex(pair.publicKey().encoded()), hex(target.userAgentKey().encoded()));
    assertThat(dump).doesNotContain("very-secret-endpoint");
    assertHides(dump, "very-secret-endpoint".getBytes(UTF_8));
    assertHides(dump, target.authSecret().encoded());
    assertHides(dump, pair.privateKey().encoded());
    assertHides(dump, deliverySecret);
  }

  private static void assertHides(String dump, byte[] secret) {
    assertThat(dump)
        .doesNotContain(
            hex(secret),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            Base64.getEncoder().withoutPadding().encodeToString(secret));
  }

  /** All rows of all tables; bytes stand in it as hexadecimal digits. */
  private static String dump() {
    StringBuilder dump = new StringBuilder();
    List<String> tables =
        store
            .sql
            .fetch("select table_name from information_schema.tables where table_schema = 'public'")
            .getValues(0, String.class);
    assertThat(tables).contains("application", "vapid_key", "subscription", "notification");
    for (String table : tables) {
      store
          .sql
          .fetch("select row_to_json(t)::text from {0} t", DSL.name(table))
          .getValues(0, String.class)
          .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
    }
    return dump.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void sealsTheSameAnewForEachRow() {
    Application one = store.application();
    Application other = store.application();
    byte[] here = sealedTarget(store.subscribe(one, "same").subscription().id());
    byte[] there = sealedTarget(store.subscribe(other, "same").subscription().id());

    assertThat(here).hasSameSizeAs(there).isNotEqualTo(there);
  }

  @Test
  void keepsWhatIsSealedWhenTheSameBrowserSubscribesAgain() {
    Application application = store.application();
    UUID id = store.subscribe(application, "1").subscription().id();
    byte[] before = sealedTarget(id);

    store.subscribe(application, "1", "news");

    assertThat(sealedTarget(id)).isEqualTo(before);
  }

  @Test
  void opensNoTargetThatWasMovedFromAnotherRow() {
    Application application = store.application();
    UUID victim = store.subscribe(application, "1").subscription().id();
    UUID attacker = store.subscribe(application, "2").subscription().id();
    setTarget(victim, sealedTarget(attacker));

    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> store.opened(victim))
        .withMessageContaining(victim.toString())
        .withMessageContaining(store.key.id().toString());
    assertThat(store.opened(attacker)).isEqualTo(target("2"));
  }

  @Test
  void opensNoKeyOrSecretThatWasMovedFromAnotherApplication() {
    Application one = store.application();
    Application other = store.application();
    store
        .sql
        .update(VAPID_KEY)
        .set(
            VAPID_KEY.SEALED_PRIVATE_KEY,
            DSL.select(VAPID_KEY.SEALED_PRIVATE_KEY)
                .from(VAPID_KEY)
                .where(VAPID_KEY.APPLICATION_ID.eq(other.id())))
        .where(VAPID_KEY.APPLICATION_ID.eq(one.id()))
        .execute();
    store
        .sql
        .update(APPLICATION)
        .set(
            APPLICATION.SEALED_DELIVERY_SECRET,
            DSL.select(VAPID_KEY.SEALED_PRIVATE_KEY)
                .from(VAPID_KEY)
                .where(VAPID_KEY.APPLICATION_ID.eq(one.id())))
        .where(APPLICATION.ID.eq(one.id()))
        .execute();

    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> store.applications.signingKey(one.currentKeyId()))
        .withMessageContaining("private key of vapid_key " + one.currentKeyId());
    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> store.applications.deliverySecret(one.id()))
        .withMessageContaining("delivery secret of application " + one.id());
    assertThat(store.applications.signingKey(other.currentKeyId())).isPresent();
  }

  @Test
  void loadsTheOthersBesideOneThatDoesNotOpen() {
    Application application = store.application();
    UUID broken = store.subscribe(application, "1").subscription().id();
    UUID sound = store.subscribe(application, "2").subscription().id();
    setTarget(broken, new byte[] {1, 2, 3});

    assertThat(store.targets.load(List.of(broken, sound))).containsOnlyKeys(broken, sound);
    assertThat(store.opened(sound)).isEqualTo(target("2"));
    assertThatExceptionOfType(InvalidSealedValue.class).isThrownBy(() -> store.opened(broken));
  }

  @Test
  void namesTheKeyThatIsNotGiven() {
    KeyEncryptionKey other = KeyEncryptionKey.random();
    DeliveryTargets locked =
        new DeliveryTargets(store.dataSource, new Sealer(KeyEncryptionKeys.of(other)));
    UUID id = store.subscribe(store.application(), "1").subscription().id();

    assertThatExceptionOfType(UnknownKey.class)
        .isThrownBy(() -> locked.load(List.of(id)).get(id).target().open())
        .withMessageContaining(store.key.id().toString());
  }

  private static byte[] sealedTarget(UUID id) {
    return store
        .sql
        .select(SUBSCRIPTION.SEALED_TARGET)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(id))
        .fetchSingle()
        .value1();
  }

  private static void setTarget(UUID id, byte[] sealed) {
    store
        .sql
        .update(SUBSCRIPTION)
        .set(SUBSCRIPTION.SEALED_TARGET, sealed)
        .where(SUBSCRIPTION.ID.eq(id))
        .execute();
  }
}
