package dev.towncrier.crypto.vapid.keyformat;

import static dev.towncrier.crypto.InvalidKeyFile.Problem.ENCRYPTED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.MALFORMED;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.NO_PRIVATE_KEY;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.OTHER_KIND_OF_KEY;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.PUBLIC_KEY_MISMATCH;
import static dev.towncrier.crypto.InvalidKeyFile.Problem.UNKNOWN_FORMAT;
import static dev.towncrier.crypto.vapid.keyformat.Fixture.PRIVATE_KEY;
import static dev.towncrier.crypto.vapid.keyformat.Fixture.PUBLIC_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.towncrier.crypto.InvalidKeyFile;
import dev.towncrier.crypto.InvalidPrivateKey;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {

  private final P256 p256 = P256.bouncyCastle();
  private final KeyReader reader = new KeyReader(p256);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openssl-ecparam.pem",
        "openssl-ec.pem",
        "openssl-ec-no-public.pem",
        "openssl-ec-compressed.pem",
        "openssl-pkcs8.pem",
        "webcrypto.jwk"
      })
  void readsWhatOpenSslAndWebCryptoWrite(String file) {
    isThePair(Fixture.text(file));
  }

  @ParameterizedTest
  @CsvSource({
    "web-push.txt,"
        + "BFmNPu_rySI73J4u19sSM_Pgt-GsJOamv6Ks4E9lxSjus_PYMrGr_lKPkto3xe2XorxmcAJf6EKrwMb_Wo_bws0,"
        + "W8a7aB3hlc9Pzi2Mbox25j6FbZkpBAMifHD70kzvtD4",
    "web-push.json,"
        + "BPJ3gwGfgSAjTCb8biy3He5VAB5xakolBKY8e6VSoW63hg2Rzh1UMod495_wyhoifny9f1C8UIp2Va5W5EufGls,"
        + "2m2F7fAzN5aglh3jaoOpGbYTT2o5bvUppTVaNYGU-s4"
  })
  void readsWhatWebPushPrints(String file, String publicKey, String privateKey) {
    P256KeyPair pair = reader.read(Fixture.text(file));

    assertThat(pair.publicKey().base64Url()).isEqualTo(publicKey);
    assertThat(pair.privateKey().encoded()).isEqualTo(Base64.getUrlDecoder().decode(privateKey));
  }

  @Test
  void readsThePairOfWebPushHoweverItWasCopied() {
    isThePair("Public Key:\n" + PUBLIC_KEY + "\n\nPrivate Key:\n" + PRIVATE_KEY);
    isThePair("Public Key: " + PUBLIC_KEY + "\r\nPrivate Key: " + PRIVATE_KEY + "\r\n");
    isThePair(
        "{ \"privateKey\" : \"" + PRIVATE_KEY + "=\",\n\"publicKey\":\"" + PUBLIC_KEY + "\"}");
  }

  @Test
  void readsAPrivateKeyAlone() {
    isThePair(PRIVATE_KEY);
    isThePair("  " + PRIVATE_KEY + "=\r\n");
  }

  @Test
  void readsPemWithWindowsLinesAndTextAroundIt() {
    String pem = Fixture.text("openssl-pkcs8.pem");
    isThePair("Bag Attributes\n    friendlyName: vapid\n" + pem.replace("\n", "\r\n") + "\nend");
  }

  @Test
  void readsAPrivateKeyWithItsPublicKeyInABlockBesideIt() {
    isThePair(Fixture.text("openssl-public.pem") + Fixture.text("openssl-ec-no-public.pem"));
  }

  @Test
  void restoresTheLeadingZerosThatOldVersionsOfWebPushLeftOut() {
    byte[] scalar = new byte[32];
    scalar[31] = 7;
    P256KeyPair pair = p256.keyPair(P256PrivateKey.decode(scalar));

    assertThat(reader.read("Public Key:\n" + pair.publicKey().base64Url() + "\nPrivate Key:\nBw"))
        .isEqualTo(pair);
    assertThatExceptionOfType(InvalidPrivateKey.class).isThrownBy(() -> reader.read("Bw"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openssl-ec-encrypted.pem", "openssl-pkcs8-encrypted.pem"})
  void refusesWhatAPassphraseProtects(String file) {
    refused(Fixture.text(file), ENCRYPTED, "decrypt it first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openssl-secp384r1.pem",
        "openssl-secp384r1-pkcs8.pem",
        "openssl-secp256k1.pem",
        "openssl-secp256k1-pkcs8.pem"
      })
  void refusesOtherCurves(String file) {
    refused(Fixture.text(file), OTHER_KIND_OF_KEY, "another curve than P-256");
  }

  @Test
  void refusesOtherKindsOfKeys() {
    refused(Fixture.text("openssl-rsa.pem"), OTHER_KIND_OF_KEY, "elliptic curve");
    refused(Fixture.text("openssl-rsa-traditional.pem"), OTHER_KIND_OF_KEY, "not one of P-256");
    refused(Fixture.text("openssl-ed25519.pem"), OTHER_KIND_OF_KEY, "elliptic curve");
    refused(Fixture.text("openssl-explicit.pem"), OTHER_KIND_OF_KEY, "instead of naming P-256");
    refused(jwk().replace("P-256", "P-384"), OTHER_KIND_OF_KEY, "\"crv\" P-256");
    refused(jwk().replace("\"EC\"", "\"OKP\""), OTHER_KIND_OF_KEY, "\"kty\" EC");
  }

  @Test
  void refusesAKeyOfAnUnnamedCurve() {
    String unnamed = pem("EC PRIVATE KEY", "30250201010420" + "11".repeat(32));
    refused(unnamed, OTHER_KIND_OF_KEY, "of which curve");

    String parameters = pem("EC PARAMETERS", "06082a8648ce3d030107");
    assertThat(reader.read(parameters + unnamed).privateKey().encoded()).containsOnly(0x11);
  }

  @Test
  void refusesAPublicKeyOfAnotherPair() {
    String other = p256.generateKeyPair().publicKey().base64Url();
    String offTheCurve = PUBLIC_KEY.substring(0, 80) + "AAAAAAA";

    refused("Public Key:\n" + other + "\nPrivate Key:\n" + PRIVATE_KEY, PUBLIC_KEY_MISMATCH, "");
    refused(
        "{\"publicKey\":\"" + offTheCurve + "\",\"privateKey\":\"" + PRIVATE_KEY + "\"}",
        PUBLIC_KEY_MISMATCH,
        "does not belong");
    refused(jwk().replace("\"d\": \"VEdO", "\"d\": \"AEdO"), PUBLIC_KEY_MISMATCH, "");
    refused(Fixture.text("openssl-pkcs8.pem").replace("VEdO", "AEdO"), PUBLIC_KEY_MISMATCH, "");
    refused(Fixture.text("openssl-ec.pem").replace("FRHT", "FAHT"), PUBLIC_KEY_MISMATCH, "");
    refused(
        Fixture.text("openssl-public.pem") + KeyFormat.PKCS8.write(p256.generateKeyPair()),
        PUBLIC_KEY_MISMATCH,
        "");
  }

  @Test
  void refusesWhatHoldsNoPrivateKey() {
    refused(Fixture.text("openssl-public.pem"), NO_PRIVATE_KEY, "only public parts");
    refused(PUBLIC_KEY, NO_PRIVATE_KEY, "the private one is missing");
    refused("{\"publicKey\":\"" + PUBLIC_KEY + "\"}", NO_PRIVATE_KEY, "privateKey");
    refused(jwk().replace("\"d\"", "\"e\""), NO_PRIVATE_KEY, "public key");
  }

  @Test
  void refusesTwoKeysInOneFile() {
    String pem = Fixture.text("openssl-pkcs8.pem");
    refused(pem + pem, MALFORMED, "more than one");
  }

  @Test
  void refusesBrokenPem() {
    String pem = Fixture.text("openssl-pkcs8.pem");
    refused(pem.replace("-----END PRIVATE KEY-----", ""), MALFORMED, "does not end");
    refused(pem.replace("END PRIVATE", "END EC PRIVATE"), MALFORMED, "does not end");
    refused(pem.replace("MIGHAg", "MIGH*g"), MALFORMED, "not base64");
    refused(pem.replace("MIGHAg", "MIGIAg"), MALFORMED, "DER");
    refused(pem("CERTIFICATE", "3000") + pem, MALFORMED, "no part of a key pair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "30", // no length
        "3080", // an indefinite length
        "308100", // a length longer than it need be
        "30820001", // the same in two bytes
        "3083000001", // three bytes of length
        "3003020100", // an end too early
        "300302010100", // something behind the end
        "3003020102", // another version
        "30050202000104", // an integer longer than it need be
        "3003020181", // a negative one
        "0403020101", // another element than a sequence
      })
  void refusesEverythingThatIsNotDer(String hex) {
    refused(pem("EC PRIVATE KEY", hex), MALFORMED, "DER");
    refused(pem("PRIVATE KEY", hex), MALFORMED, "DER");
    refused(pem("PUBLIC KEY", hex), MALFORMED, "DER");
  }

  @Test
  void refusesBrokenJson() {
    for (String broken :
        new String[] {
          "{",
          "{\"d\"",
          "{\"d\":}",
          "{\"d\":\"",
          "{\"d\":\"\\x\"}",
          "{\"d\":\"\\u12g4\"}",
          "{\"d\":\"a\nb\"}",
          "{\"d\":\"a\",}",
          "{\"d\":\"a\"} x",
          "{\"d\":\"a\",\"d\":\"b\"}",
          "{\"d\":{\"d\":\"a\"}}",
          "{\"d\":[[1]]}",
          "{\"d\":[1,]}",
          "{\"d\":01}",
          "{\"d\":nil}",
          "{" + "[".repeat(10_000)
        }) {
      refused(broken, MALFORMED, "JSON");
    }
  }

  @Test
  void passesOverMembersThatAreNoPartOfTheKey() {
    String others =
        """
        {"n":-1.5e+3,"no":null,"ok":[true,1,"\\u00e9\\"\\/"],"none":[],
        """;
    isThePair(others + jwk().substring(1));
  }

  @Test
  void refusesJwkCoordinatesOfAnotherLength() {
    refused(jwk().replace("\"x\": \"", "\"x\": \"AAAA"), MALFORMED, "32 bytes, not 35");
    refused(jwk().replace("\"y\"", "\"z\""), MALFORMED, "32 bytes, not 0");
    refused(jwk().replace("\"x\": \"n", "\"x\": \"*"), MALFORMED, "\"x\" in it is not base64url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello world", "ssh-ed25519 AAAA", "{\"hello\":\"world\"}", "<key/>"})
  void refusesWhatHasNoKnownForm(String text) {
    refused(text, UNKNOWN_FORMAT, "");
  }

  @Test
  void refusesWhatIsTooLong() {
    refused("A".repeat(KeyReader.MAX_LENGTH + 1), MALFORMED, "over 16384 characters");
  }

  private void isThePair(String text) {
    P256KeyPair pair = reader.read(text);
    assertThat(pair.publicKey().base64Url()).isEqualTo(PUBLIC_KEY);
    assertThat(pair.privateKey().encoded()).isEqualTo(Base64.getUrlDecoder().decode(PRIVATE_KEY));
  }

  private void refused(String text, InvalidKeyFile.Problem problem, String why) {
    assertThatExceptionOfType(InvalidKeyFile.class)
        .isThrownBy(() -> reader.read(text))
        .withMessageContaining(why)
        .withNoCause()
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PRIVATE_KEY.substring(5, 10)));
  }

  private static String jwk() {
    return Fixture.text("webcrypto.jwk");
  }

  private static String pem(String label, String hex) {
    return PemText.write(label, HexFormat.of().parseHex(hex));
  }
}
