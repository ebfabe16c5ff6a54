package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.USER_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.sealing.UnknownKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserKeysIT {
  private static final byte[] SECRET =
      "a secret of more than 32 bytes, it is".getBytes(StandardCharsets.UTF_8);
  private static final VerificationKey SYMMETRIC =
      new VerificationKey(TokenAlgorithm.HS256, SECRET);
  private static final VerificationKey PUBLIC = edDsa(1);

  private final TestStore store = new TestStore();
  private final UserKeys keys = store.userKeys;
  private String application;

  @BeforeEach
  void anApplication() {
    application = store.application().id();
  }

  @Test
  void findsTheKeysOfAnAlgorithm() {
    keys.add(application, null, SYMMETRIC);
    keys.add(application, null, PUBLIC);

    assertThat(bytes(TokenAlgorithm.HS256, null)).containsExactly(SECRET);
    assertThat(bytes(TokenAlgorithm.EDDSA, null)).containsExactly(PUBLIC.bytes());
    assertThat(bytes(TokenAlgorithm.ES256, null)).isEmpty();
  }

  @Test
  void picksByTheNameThatATokenGives() {
    keys.add(application, "one", PUBLIC);
    keys.add(application, "two", edDsa(2));
    keys.add(application, null, edDsa(3));

    assertThat(bytes(TokenAlgorithm.EDDSA, "two")).containsExactly(edDsa(2).bytes());
    assertThat(bytes(TokenAlgorithm.EDDSA, "none")).isEmpty();
    assertThat(bytes(TokenAlgorithm.HS256, "one")).isEmpty();
    assertThat(bytes(TokenAlgorithm.EDDSA, null)).hasSize(3);
  }

  @Test
  void keepsEachApplicationsApart() {
    UserKey key = keys.add(application, "one", SYMMETRIC).orElseThrow();
    String other = store.application().id();

    assertThat(keys.any(application)).isTrue();
    assertThat(keys.any(other)).isFalse();
    assertThat(keys.of(other)).isEmpty();
    assertThat(keys.candidates(other, TokenAlgorithm.HS256, "one")).isEmpty();
    assertThat(keys.remove(other, key.id())).isFalse();
    assertThat(keys.of(application)).containsExactly(key);
  }

  @Test
  void showsNoSecretAndSealsIt() {
    UserKey key = keys.add(application, "one", SYMMETRIC).orElseThrow();

    assertThat(key.publicKey()).isNull();
    byte[] stored = store.sql.selectFrom(USER_KEY).fetchSingle().getSealedSecret();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(SECRET, StandardCharsets.ISO_8859_1));
    assertThat(SYMMETRIC).hasToString("VerificationKey[HS256]");
  }

  @Test
  void verifiesWithNoKeyOnceItWasRemoved() {
    UserKey key = keys.add(application, null, PUBLIC).orElseThrow();

    assertThat(keys.remove(application, key.id())).isTrue();

    assertThat(keys.any(application)).isFalse();
    assertThat(keys.remove(application, key.id())).isFalse();
    assertThat(keys.remove(application, UUID.randomUUID())).isFalse();
  }

  @Test
  void takesSixteenKeysAndNoMoreEvenAtOnce() throws Exception {
    List<Optional<UserKey>> added =
        TestStore.atOnce(UserKeys.MOST + 4, i -> () -> keys.add(application, null, edDsa(i)));

    assertThat(added).filteredOn(Optional::isPresent).hasSize(UserKeys.MOST);
    assertThat(keys.of(application)).hasSize(UserKeys.MOST);
    assertThat(keys.add(store.application().id(), null, PUBLIC)).isPresent();
  }

  @Test
  void sealsSecretsAnewAfterAChangeOfKeys() {
    keys.add(application, null, SYMMETRIC);
    keys.add(application, null, PUBLIC);
    KeyEncryptionKey next = KeyEncryptionKey.random();
    Sealer later = new Sealer(KeyEncryptionKeys.of(next));
    Sealer both = new Sealer(KeyEncryptionKeys.of(next, store.key));

    ResealingProgress end =
        new Resealing(store.dataSource, both)
            .pass(
                () -> true,
                new ResealingListener() {
                  @Override
                  public void progressed(ResealingProgress progress) {}

                  @Override
                  public void notOpened(RuntimeException why) {
                    throw why;
                  }
                });

    assertThat(end).isEqualTo(new ResealingProgress(3, 0, 0, Set.of()));
    assertThat(new KeysInUse(store.dataSource).find()).containsExactly(next.id());
    assertThat(
            new UserKeys(store.dataSource, later, TestStore.CLOCK)
                .candidates(application, TokenAlgorithm.HS256, null)
                .getFirst()
                .bytes())
        .isEqualTo(SECRET);
    assertThatExceptionOfType(UnknownKey.class)
        .isThrownBy(() -> keys.candidates(application, TokenAlgorithm.HS256, null));
  }

  private List<byte[]> bytes(TokenAlgorithm algorithm, String kid) {
    return keys.candidates(application, algorithm, kid).stream()
        .map(VerificationKey::bytes)
        .toList();
  }

  private static VerificationKey edDsa(int number) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) number);
    return new VerificationKey(TokenAlgorithm.EDDSA, key);
  }
}
