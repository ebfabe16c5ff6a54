package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.Arrays;
import java.util.Base64;

/** The example of RFC 8291 section 5, by which an implementation shows that it can encrypt. */
public final class Rfc8291Example {

  private static final String PLAINTEXT = "When I grow up, I want to be a watermelon";
  private static final String USER_AGENT_KEY =
      "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  private static final String AUTH_SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
  private static final String EPHEMERAL_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
  private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
          + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
          + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

  private Rfc8291Example() {}

  /**
   * Whether it comes out byte for byte.
   *
   * @param p256 does the curve arithmetic, and AES-GCM if its provider can
   */
  public static boolean isReproducedBy(P256 p256) {
    P256PublicKey userAgentKey = P256PublicKey.decode(USER_AGENT_KEY);
    P256PrivateKey ephemeralKey = P256PrivateKey.decode(bytes(EPHEMERAL_KEY));
    try (AgreedSecret agreed = p256.agree(p256.keyPair(ephemeralKey), userAgentKey)) {
      byte[] body =
          MessageEncoder.beside(p256)
              .encode(
                  PLAINTEXT.getBytes(US_ASCII),
                  userAgentKey,
                  AuthSecret.decode(AUTH_SECRET),
                  agreed,
                  bytes(SALT));
      return Arrays.equals(body, bytes(BODY));
    }
  }

  private static byte[] bytes(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }
}
