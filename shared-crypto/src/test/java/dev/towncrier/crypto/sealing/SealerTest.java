package dev.towncrier.crypto.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.towncrier.crypto.InvalidSealedValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final byte[] SECRET = "a value that nobody may read".getBytes(UTF_8);
  private static final Place PLACE = new Place("subscription", "target", "4711");

  private final KeyEncryptionKey key = KeyEncryptionKey.random();
  private final Sealer sealer = new Sealer(KeyEncryptionKeys.of(key));

  @Property(tries = 200)
  void opensWhatItSealed(
      @ForAll byte[] value, @ForAll String table, @ForAll String purpose, @ForAll String row) {
    Place place = new Place(table, purpose, row);

    Sealed stored = Sealed.decode(sealer.seal(value, place).encoded());

    assertThat(sealer.open(stored, place)).isEqualTo(value);
    assertThat(stored.keyId()).isEqualTo(key.id());
    assertThat(stored.encoded()).hasSize(value.length + Sealed.OVERHEAD);
  }

  @Test
  void hasTheFormThatItSays() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("00".repeat(31) + "07");
    byte[] sealed =
        new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.decode(bytes)))
            .seal(SECRET, new Place("t", "pu", "row"))
            .encoded();

    // The form once more, written down by hand.
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(bytes, "AES"),
        new GCMParameterSpec(128, Arrays.copyOfRange(sealed, 9, 21)));
    cipher.updateAAD(sealed, 0, 9);
    cipher.updateAAD(new byte[] {0, 0, 0, 1, 't', 0, 0, 0, 2, 'p', 'u', 0, 0, 0, 3, 'r', 'o', 'w'});
    assertThat(cipher.doFinal(sealed, 21, sealed.length - 21)).isEqualTo(SECRET);
    assertThat(sealed[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(sealed, 1, 9))
        .isEqualTo(KeyEncryptionKey.decode(bytes).id().encoded());
  }

  @Test
  void refusesEveryChangedBit() {
    byte[] sealed = sealer.seal(SECRET, PLACE).encoded();
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      Throwable refusal = catchThrowable(() -> sealer.open(Sealed.decode(changed), PLACE));

      Class<?> expected =
          switch (bit / Byte.SIZE) {
            case 0 -> InvalidSealedValue.class;
            case 1, 2, 3, 4, 5, 6, 7, 8 -> UnknownKey.class;
            default -> SealBroken.class;
          };
      assertThat(refusal).as("bit " + bit).isInstanceOf(expected);
    }
  }

  @Test
  void refusesWhatIsCutOrGrown() {
    byte[] sealed = sealer.seal(SECRET, PLACE).encoded();
    for (int length = 0; length <= sealed.length + 1; length++) {
      byte[] changed = Arrays.copyOf(sealed, length);
      if (length != sealed.length) {
        assertThat(catchThrowable(() -> sealer.open(Sealed.decode(changed), PLACE)))
            .isInstanceOfAny(InvalidSealedValue.class, SealBroken.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscription/target/4712", "subscription/auth/4711", "key/target/4711"})
  void refusesAnotherPlace(String other) {
    String[] parts = other.split("/", -1);
    Sealed sealed = sealer.seal(SECRET, PLACE);

    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> sealer.open(sealed, new Place(parts[0], parts[1], parts[2])))
        .withMessageContaining(key.id().toString())
        .withMessageContaining(parts[2])
        .satisfies(broken -> assertThat(broken.keyId()).isEqualTo(key.id()));
  }

  @Test
  void tellsPlacesApartWhoseTextsJoinToTheSame() {
    Sealed sealed = sealer.seal(SECRET, new Place("ab", "c", "d"));

    assertThatExceptionOfType(SealBroken.class)
        .isThrownBy(() -> sealer.open(sealed, new Place("a", "bc", "d")));
  }

  @Test
  void opensWithAnEarlierKeyAndSealsWithTheCurrentOne() {
    KeyEncryptionKey next = KeyEncryptionKey.random();
    Sealer rotated = new Sealer(KeyEncryptionKeys.of(next, key));

    assertThat(rotated.open(sealer.seal(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    assertThat(rotated.seal(SECRET, PLACE).keyId()).isEqualTo(next.id());
  }

  @Test
  void namesTheKeyThatIsMissing() {
    KeyEncryptionKey other = KeyEncryptionKey.random();
    Sealed sealed = sealer.seal(SECRET, PLACE);

    assertThatExceptionOfType(UnknownKey.class)
        .isThrownBy(() -> new Sealer(KeyEncryptionKeys.of(other)).open(sealed, PLACE))
        .withMessageContaining(key.id().toString())
        .withMessageContaining(other.id().toString())
        .satisfies(unknown -> assertThat(unknown.keyId()).isEqualTo(key.id()));
  }

  @Test
  void neverUsesANonceTwice() {
    Set<ByteBuffer> nonces = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      nonces.add(ByteBuffer.wrap(Arrays.copyOfRange(sealer.seal(SECRET, PLACE).encoded(), 9, 21)));
    }
    assertThat(nonces).hasSize(10_000);
  }

  @Test
  void printsTheKeysIdAlone() {
    Sealed sealed = sealer.seal(SECRET, PLACE);

    assertThat(sealed).hasToString("Sealed[key=" + key.id() + "]");
  }
}
