package dev.towncrier.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.message.Decryption;
import dev.towncrier.benchmarks.message.Recipient;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What sets the limit does the work. */
class RawPrimitivesIT {

  private final Recipient recipient = Recipient.generate();

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of("OpenSSL", library(OpenSsl::primitives)),
        Arguments.of("AWS-LC", library(AwsLc::primitives)),
        Arguments.of(
            "BouncyCastle", library(p256dh -> new Present<>(new BouncyCastlePrimitives(p256dh)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void theRecipientAgreesOnTheSameSecret(String name, Function<byte[], RawPrimitives> library)
      throws Exception {
    RawPrimitives primitives = library.apply(recipient.p256dh());
    primitives.message(300);
    assertThat(primitives.secret()).isEqualTo(Decryption.agree(recipient, primitives.publicKey()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void everyMessageHasAKeyOfItsOwn(String name, Function<byte[], RawPrimitives> library) {
    RawPrimitives primitives = library.apply(recipient.p256dh());
    primitives.message(100);
    byte[] first = primitives.publicKey();
    primitives.message(3_993);
    assertThat(primitives.publicKey()).isNotEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void aPointOffTheCurveIsRefused(String name, Function<byte[], RawPrimitives> library) {
    byte[] point = recipient.p256dh();
    point[64] ^= 1;
    RawPrimitives primitives = library.apply(point);
    assertThatThrownBy(() -> primitives.message(300)).isInstanceOf(RuntimeException.class);
  }

  private static Function<byte[], RawPrimitives> library(
      Function<byte[], Availability<RawPrimitives>> library) {
    return p256dh ->
        switch (library.apply(p256dh)) {
          case Present<RawPrimitives>(RawPrimitives primitives) -> primitives;
          case Missing<RawPrimitives>(String reason) -> abort(reason);
        };
  }
}
