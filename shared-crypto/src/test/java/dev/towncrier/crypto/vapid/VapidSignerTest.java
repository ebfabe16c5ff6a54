package dev.towncrier.crypto.vapid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class VapidSignerTest {

  // RFC 8292 section 2.4, without the line breaks
  private static final String EXAMPLE_INPUT =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9."
          + "eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1ha"
          + "Wx0bzpwdXNoQGV4YW1wbGUuY29tIn0";
  private static final String EXAMPLE =
      "vapid t="
          + EXAMPLE_INPUT
          + ".i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
          + ", k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

  private static final PushServiceOrigin ORIGIN =
      PushServiceOrigin.of(
          URI.create("https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"));
  private static final VapidSubject SUBJECT = new VapidSubject("mailto:push@example.com");

  private final P256 p256 = P256.bouncyCastle();
  private final VapidSigner signer = new VapidSigner(p256);

  @Example
  void verifiesTheExampleOfRfc8292AsAnyPushServiceDoes() throws GeneralSecurityException {
    assertThat(JdkPushService.verifiedClaims(EXAMPLE))
        .isEqualTo(
            "{\"aud\":\"https://push.example.net\",\"exp\":1453523768,"
                + "\"sub\":\"mailto:push@example.com\"}");
  }

  @Example
  void signsTheVeryBytesOfTheExampleOfRfc8292() throws GeneralSecurityException {
    VapidIdentity identity = new VapidIdentity(p256.generateKeyPair(), SUBJECT);
    VapidAuthorization authorization =
        signer.sign(ORIGIN, identity, Instant.ofEpochSecond(1453523768));
    assertThat(authorization.headerValue())
        .startsWith("vapid t=" + EXAMPLE_INPUT + ".")
        .endsWith(", k=" + identity.keyPair().publicKey().base64Url());
  }

  @Property(tries = 100)
  void signsWhatTheJdkVerifies(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long expiry)
      throws GeneralSecurityException {
    VapidIdentity identity = new VapidIdentity(p256.generateKeyPair(), SUBJECT);
    VapidAuthorization authorization =
        signer.sign(ORIGIN, identity, Instant.ofEpochSecond(expiry, 999_999_999));
    assertThat(authorization.expiry()).isEqualTo(Instant.ofEpochSecond(expiry));
    assertThat(JdkPushService.verifiedClaims(authorization.headerValue()))
        .contains("\"exp\":" + expiry + ",");
  }

  @Example
  void cannotBePrinted() {
    VapidAuthorization authorization =
        signer.sign(ORIGIN, new VapidIdentity(p256.generateKeyPair(), SUBJECT), Instant.EPOCH);
    assertThat(authorization.toString())
        .isEqualTo("VapidAuthorization[redacted, expiry=1970-01-01T00:00:00Z]");
  }
}
