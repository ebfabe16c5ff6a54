package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.runner.secrets.Subscribing.Subscriber;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody whom a site knows, and the key that it signs for them with. */
final class Person {
  static final String USER = "user-7c1f9e0b53d24a68";
  private static final byte[] SITE_KEY = "a-site-signs-with-this-32-bytes!".getBytes(UTF_8);
  private static final long FAR_AHEAD = 4_102_444_800L; // seconds since 1970

  private final Up up;
  private final Observed observed;

  Person(Up up, Observed observed) {
    this.up = up;
    this.observed = observed;
    observed.secret(Kind.USER, USER);
    observed.secret(Kind.KEY, Observed.base64Url(SITE_KEY));
  }

  /** Has the site give its key to us. */
  void introduce() {
    up.asOperator(
        "POST",
        Up.DEMO + "user-keys",
        "{\"kty\": \"oct\", \"k\": \"" + Observed.base64Url(SITE_KEY) + "\"}");
  }

  /** Ties a subscription to them. */
  void tie(Subscriber subscriber) throws GeneralSecurityException {
    observed.answered(
        up.called(
            204,
            "PUT",
            Up.DEMO + "subscriptions/" + subscriber.id() + "/user",
            subscriber.token(),
            "{\"userToken\": \"" + userToken("demo", FAR_AHEAD) + "\"}"));
  }

  /** What the site signs for them, for an application and until a time. */
  String userToken(String application, long expiry) throws GeneralSecurityException {
    String claims =
        "{\"sub\": \"%s\", \"aud\": \"%s\", \"exp\": %d}".formatted(USER, application, expiry);
    String signed = Observed.base64Url("{\"alg\": \"HS256\"}") + "." + Observed.base64Url(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SITE_KEY, "HmacSHA256"));
    String token = signed + "." + Observed.base64Url(mac.doFinal(signed.getBytes(UTF_8)));
    observed.secret(Kind.TOKEN, token);
    return token;
  }

  /** The same with a signature that is nobody's. */
  String forgedToken() throws GeneralSecurityException {
    String token = userToken("demo", FAR_AHEAD);
    String forged =
        token.substring(0, token.lastIndexOf('.') + 1) + "c2lnbmF0dXJl".repeat(3) + "c2lnbmF0";
    observed.secret(Kind.TOKEN, forged);
    return forged;
  }
}
