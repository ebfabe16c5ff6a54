package dev.towncrier.crypto.vapid;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.JdkP256;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@code Authorization} header as a push service does, with the JDK alone. */
final class JdkPushService {

  private static final Pattern VAPID =
      Pattern.compile("vapid t=(([\\w-]+)\\.([\\w-]+))\\.([\\w-]+), k=([\\w-]+)");

  private JdkPushService() {}

  /** Verifies the signature and returns the claims, as JSON. */
  static String verifiedClaims(String headerValue) throws GeneralSecurityException {
    Matcher parts = VAPID.matcher(headerValue);
    assertThat(parts.matches()).isTrue();
    assertThat(text(parts.group(2))).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
    byte[] signature = bytes(parts.group(4));
    assertThat(signature).hasSize(64);
    assertThat(
            JdkP256.verifies(
                JdkP256.publicKey(bytes(parts.group(5))),
                parts.group(1).getBytes(US_ASCII),
                signature))
        .isTrue();
    return text(parts.group(3));
  }

  private static String text(String base64Url) {
    return new String(bytes(base64Url), UTF_8);
  }

  private static byte[] bytes(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }
}
