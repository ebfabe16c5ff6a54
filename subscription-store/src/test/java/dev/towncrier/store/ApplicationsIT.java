package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.List;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsIT {
  private static final TestStore store = new TestStore();
  private final Applications applications = store.applications;
  private final P256KeyPair pair = P256.bouncyCastle().generateKeyPair();

  @Test
  void findsWhatWasCreated() {
    NewApplication created = TestStore.newApplication("shop");
    assertThat(applications.create(created, pair)).isTrue();

    Application found = applications.find("shop").orElseThrow();

    assertThat(found.name()).isEqualTo(created.name());
    assertThat(found.allowedOrigins()).isEqualTo(created.allowedOrigins());
    assertThat(found.topics()).isEqualTo(created.topics());
    assertThat(found.vapidSubject()).isEqualTo(created.vapidSubject());
    assertThat(found.navigate()).isEqualTo(created.navigate());
    assertThat(found.receipts()).isTrue();
    assertThat(P256PublicKey.decode(found.applicationServerKey())).isEqualTo(pair.publicKey());
    assertThat(applications.findKey("shop", pair.publicKey())).contains(found.currentKeyId());
    assertThat(applications.ids()).contains("shop");
  }

  @Test
  void leavesAnExistingOneAsItIs() {
    applications.create(TestStore.newApplication("kept"), pair);
    Application before = applications.find("kept").orElseThrow();
    byte[] secret = applications.deliverySecret("kept");

    assertThat(
            applications.create(
                TestStore.newApplication("kept"), P256.bouncyCastle().generateKeyPair()))
        .isFalse();

    assertThat(applications.find("kept")).contains(before);
    assertThat(applications.deliverySecret("kept")).isEqualTo(secret);
  }

  @Test
  void changesWhatIsNamedIfItStandsAsItWasRead() {
    Application before = store.application();
    var all =
        new ApplicationChange(
            "Shop",
            List.of("https://other.example"),
            List.of(new Application.Topic("film", "Film")),
            new VapidSubject("https://shop.example"),
            "https://shop.example/new",
            false);

    Application after =
        applications.change(before.id(), all, before.revision()::equals).orElseThrow();

    assertThat(after)
        .isEqualTo(
            new Application(
                before.id(),
                "Shop",
                List.of("https://other.example"),
                List.of(new Application.Topic("film", "Film")),
                new VapidSubject("https://shop.example"),
                "https://shop.example/new",
                false,
                before.currentKeyId(),
                before.applicationServerKey(),
                after.version()));
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(applications.find(before.id())).contains(after);
    assertThat(applications.subject(before.currentKeyId()))
        .contains(new VapidSubject("https://shop.example"));
    var name = new ApplicationChange("Late", null, null, null, null, null);
    assertThat(applications.change(before.id(), name, before.revision()::equals)).isEmpty();
    assertThat(applications.find(before.id())).contains(after);
    Application named = applications.change(before.id(), name, Precondition.NONE).orElseThrow();
    assertThat(named.topics()).isEqualTo(after.topics());
    assertThat(named.allowedOrigins()).isEqualTo(after.allowedOrigins());
  }

  @Test
  void letsOneOfManyChangeWhatTheyAllHaveRead() throws Exception {
    Application before = store.application();

    List<Boolean> changed =
        TestStore.atOnce(
            8,
            i ->
                () ->
                    applications
                        .change(
                            before.id(),
                            new ApplicationChange("Number " + i, null, null, null, null, null),
                            before.revision()::equals)
                        .isPresent());

    assertThat(changed).containsOnlyOnce(true);
  }

  @Test
  void hasAnotherRevisionWithAnotherKey() {
    Application before = store.application();

    store.vapidKeys.addAsCurrent(before.id(), pair);

    assertThat(applications.find(before.id()).orElseThrow().revision())
        .isNotEqualTo(before.revision());
  }

  @Test
  void listsAllInTheOrderOfTheirIds() {
    Application one = store.application();
    store.vapidKeys.addAsCurrent(one.id(), pair);
    Application other = store.application();

    List<Application> all = applications.all();

    assertThat(all).contains(applications.find(one.id()).orElseThrow(), other);
    assertThat(all).extracting(Application::id).isEqualTo(applications.ids());
  }

  @Test
  void leadsANotificationWhereItLedWhenItWasAccepted() {
    Application application = store.application();
    store.claim(application, "before", "{\"all\": true}");

    applications.change(
        application.id(),
        new ApplicationChange(null, null, null, null, "https://shop.example/new", null),
        Precondition.NONE);

    assertThat(store.notifications.find(application.id(), "before").orElseThrow().navigate())
        .isEqualTo(application.navigate());
    assertThat(store.claim(application, "after", "{\"all\": true}").navigate())
        .isEqualTo("https://shop.example/new");
  }

  @Test
  void createsOneForAllWhoTryAtOnce() throws Exception {
    List<Boolean> created =
        TestStore.atOnce(
            4,
            _ ->
                () ->
                    applications.create(
                        TestStore.newApplication("raced"), P256.bouncyCastle().generateKeyPair()));

    assertThat(created).containsOnlyOnce(true);
    assertThat(applications.find("raced")).isPresent();
  }

  @Test
  void knowsOnlyWhatExists() {
    assertThat(applications.find("nobody")).isEmpty();
    assertThat(applications.find("' or '1'='1")).isEmpty();
    assertThat(applications.findKey("nobody", pair.publicKey())).isEmpty();
    assertThat(applications.signingKey(new UUID(0, 0))).isEmpty();
  }

  @Test
  void findsAKeyInItsOwnApplicationOnly() {
    Application one = store.application();
    Application other = store.application();
    P256PublicKey key = P256PublicKey.decode(one.applicationServerKey());

    assertThat(applications.findKey(one.id(), key)).contains(one.currentKeyId());
    assertThat(applications.findKey(other.id(), key)).isEmpty();
  }

  @Test
  void signsWithTheKeyThatItShows() {
    Application application = store.application();

    SigningKey key = applications.signingKey(application.currentKeyId()).orElseThrow();

    assertThat(key.id()).isEqualTo(application.currentKeyId());
    assertThat(key.subject()).isEqualTo(application.vapidSubject());
    assertThat(P256.bouncyCastle().keyPair(key.privateKey()).publicKey())
        .isEqualTo(P256PublicKey.decode(application.applicationServerKey()));
  }

  @Test
  void hasADeliverySecretOfItsOwn() {
    assertThat(applications.deliverySecret(store.application().id()))
        .hasSize(32)
        .isNotEqualTo(applications.deliverySecret(store.application().id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead-letter", "Shop", "a.b", "-a", ""})
  void isNeverCalledLikeATopicOfOurs(String id) {
    assertThatThrownBy(() -> applications.create(TestStore.newApplication(id), pair))
        .isInstanceOf(DataAccessException.class);
    assertThat(applications.find(id)).isEmpty();
  }
}
