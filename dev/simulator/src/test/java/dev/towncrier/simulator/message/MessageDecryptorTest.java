package dev.towncrier.simulator.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.simulator.p256.Base64Url;
import dev.towncrier.simulator.sender.Encryption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageDecryptorTest {
  // RFC 8291 section 5 and appendix A
  private static final ReceiverKeys RFC_8291 =
      new ReceiverKeys(
          "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
          "BTBZMqHH6r4Tts7J_aSIgg");
  private static final byte[] RFC_8291_BODY =
      Base64Url.decode(
          "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
              + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
              + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");

  @Test
  void decryptsTheExampleOfRfc8291() {
    assertThat(MessageDecryptor.decrypt(RFC_8291, RFC_8291_BODY))
        .isEqualTo(new Decryption.Decrypted("When I grow up, I want to be a watermelon"));
  }

  @Test
  void decryptsForKeysThatItMade() {
    ReceiverKeys keys = ReceiverKeys.make(3).get(2);
    byte[] body = Encryption.encrypt(keys.p256dh(), keys.auth(), "Grüße");
    assertThat(MessageDecryptor.decrypt(keys, body)).isEqualTo(new Decryption.Decrypted("Grüße"));
  }

  @Test
  void refusesATamperedRecord() {
    byte[] body = RFC_8291_BODY.clone();
    body[body.length - 1] ^= 1;
    assertUndecryptable(body, "does not authenticate");
  }

  @Test
  void refusesASenderKeyOffTheCurve() {
    byte[] body = RFC_8291_BODY.clone();
    body[21 + 64] ^= 1;
    assertUndecryptable(body, "not on P-256");
  }

  @Test
  void refusesAHeaderThatIsCutOff() {
    assertUndecryptable(new byte[0], "cut off");
    assertUndecryptable(Arrays.copyOf(RFC_8291_BODY, 60), "cut off");
  }

  @Test
  void refusesARecordLongerThanItsRecordSize() {
    byte[] body = RFC_8291_BODY.clone();
    body[18] = 0;
    body[19] = 20;
    assertUndecryptable(body, "record size is 20");
  }

  private static void assertUndecryptable(byte[] body, String reason) {
    assertThat(MessageDecryptor.decrypt(RFC_8291, body))
        .isInstanceOfSatisfying(
            Decryption.Undecryptable.class, failed -> assertThat(failed.reason()).contains(reason));
  }
}
