package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.sealing.KeyEncryptionKeys;
import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.crypto.vapid.PushServiceOrigin;
import dev.towncrier.crypto.vapid.VapidSubject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-00000000000a");

  @Test
  void aTokenIsNeverPrinted() {
    AccessToken token = AccessToken.random();
    var stored =
        new SubscribeResult.Stored(
            new Subscription(ID, List.of(), Map.of(), null, null, Instant.EPOCH, 1), token, true);

    assertThat(token).hasToString("AccessToken[redacted]");
    assertThat(stored.toString()).doesNotContain(token.value());
  }

  @Test
  void anEndpointIsNeverPrintedBeyondItsOrigin() {
    PushTarget target =
        new PushTarget(
            new Endpoint(PushServiceOrigin.recall("https://push.example"), "/secret"),
            P256.bouncyCastle().generateKeyPair().publicKey(),
            AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg"));

    assertThat(target).hasToString("PushTarget[pushService=https://push.example]");
  }

  @Test
  void aStoredTargetIsNeverPrintedBeyondItsOrigin() {
    SealedTarget target =
        new SealedTarget(
            ID,
            "https://push.example",
            new byte[0],
            new byte[] {83, 69, 67, 82, 69, 84},
            new Sealer(KeyEncryptionKeys.of(KeyEncryptionKey.random())));

    assertThat(new DeliveryTarget(ID, target, ID, 1, true, true, false, false, false, "ann"))
        .hasToString(
            "DeliveryTarget[id=%s, target=SealedTarget[pushService=https://push.example],"
                    .formatted(ID)
                + " vapidKeyId=%s, version=1, accepted=true, acceptedLately=true,".formatted(ID)
                + " suspect=false, keyMismatch=false, expired=false]");
  }

  @Test
  void aSigningKeyIsNeverPrinted() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    SigningKey key =
        new SigningKey(ID, pair.privateKey(), new VapidSubject("mailto:ops@shop.example"));

    assertThat(key.toString())
        .contains("redacted")
        .doesNotContain(HexFormat.of().formatHex(pair.privateKey().encoded()));
  }

  @Test
  void tokensAreAllDifferentAndCompareByTheirHash() {
    AccessToken one = AccessToken.random();
    AccessToken other = AccessToken.random();

    assertThat(one.value()).hasSize(43).isNotEqualTo(other.value());
    assertThat(one.matches(one.hash())).isTrue();
    assertThat(one.matches(other.hash())).isFalse();
  }
}
