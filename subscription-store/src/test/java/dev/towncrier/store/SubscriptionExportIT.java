package dev.towncrier.store;

import static dev.towncrier.store.TestStore.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionExportIT {
  private static final TestStore store = new TestStore();
  private final SubscriptionExport export = new SubscriptionExport(store.dataSource, store.sealer);
  private final Application application = store.application();

  @Test
  void givesAllThatAnotherSenderNeeds() {
    NewSubscription made =
        new NewSubscription(
            target("1"),
            "ann",
            new SubscriptionDetails(
                List.of("news", "art"), Map.of("plan", "pro"), "nb", "Europe/Oslo"));
    store.additions.add(application.id(), application.currentKeyId(), List.of(made), 1);

    ExportPage page = export.page(application.id(), null, 10);

    assertThat(page.subscriptions())
        .containsExactly(
            new ExportedSubscription(
                made, P256PublicKey.decode(application.applicationServerKey())));
    assertThat(page.next()).isNull();
    assertThat(page.toString()).doesNotContain("ann", target("1").endpoint().path());
  }

  @Test
  void meetsEachOfItsApplicationOnceOnPagesOfAnySize() {
    int count = 10;
    IntStream.range(0, count).forEach(i -> store.subscribe(application, "s" + i));
    store.subscribe(store.application(), "elsewhere");

    for (int limit : new int[] {1, 3, 5, 10, 11}) {
      List<String> met = new ArrayList<>();
      ExportPage page = export.page(application.id(), null, limit);
      page.subscriptions().forEach(each -> met.add(path(each)));
      while (page.next() != null) {
        page = export.page(application.id(), page.next(), limit);
        page.subscriptions().forEach(each -> met.add(path(each)));
      }
      assertThat(met)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, count).mapToObj(i -> "/s" + i).toList());
    }
  }

  @Test
  void namesThoseThatWereTamperedWithAndGoesOn() {
    UUID broken = store.subscribe(application, "1").subscription().id();
    store.subscribe(application, "2");
    store.sql.execute(
        "update subscription set sealed_target = set_byte(sealed_target, 30,"
            + " get_byte(sealed_target, 30) # 1) where id = {0}",
        broken);

    ExportPage page = export.page(application.id(), null, 10);

    assertThat(page.unreadable()).containsExactly(broken);
    assertThat(page.subscriptions())
        .singleElement()
        .satisfies(each -> assertThat(path(each)).isEqualTo("/2"));
  }

  @Test
  void failsWithoutTheKeyThatTheyAreSealedUnder() {
    store.subscribe(application, "1");
    Sealer other = new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random()));

    assertThatExceptionOfType(UnknownKey.class)
        .isThrownBy(
            () -> new SubscriptionExport(store.dataSource, other).page(application.id(), null, 1));
  }

  private static String path(ExportedSubscription exported) {
    return exported.subscription().target().endpoint().path();
  }
}
