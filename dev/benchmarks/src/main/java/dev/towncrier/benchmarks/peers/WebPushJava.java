package dev.towncrier.benchmarks.peers;

import dev.towncrier.benchmarks.message.MessageMaker;
import dev.towncrier.benchmarks.message.PreparedMessage;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Objects;
import nl.martijndwars.webpush.AbstractPushService;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.HttpRequest;
import nl.martijndwars.webpush.Notification;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** {@code nl.martijndwars:web-push}, which wants BouncyCastle installed as a provider. */
public final class WebPushJava {

  /** Its coordinates. */
  public static final String NAME = "nl.martijndwars:web-push";

  private final Recipient recipient;
  private final Preparation preparation;
  private final String p256dh;
  private final String auth;

  /** Installs BouncyCastle as the last provider, for the whole process. */
  public WebPushJava(Recipient recipient, Sender sender) {
    Security.addProvider(new BouncyCastleProvider());
    this.recipient = recipient;
    this.preparation = new Preparation(sender);
    this.p256dh = recipient.p256dhBase64Url();
    this.auth = recipient.authBase64Url();
  }

  /** Encryption alone. */
  public MessageMaker encryption() {
    return payload -> {
      Notification notification = notification(payload);
      byte[] body =
          AbstractPushService.encrypt(
                  notification.getPayload(),
                  notification.getUserPublicKey(),
                  notification.getUserAuth(),
                  Encoding.AES128GCM)
              .getCiphertext();
      return PreparedMessage.unsigned(body);
    };
  }

  /** The whole request, as it makes it for every message. */
  public MessageMaker request() {
    return payload -> {
      HttpRequest request = preparation.prepare(notification(payload));
      String authorization = Objects.requireNonNull(request.getHeaders().get("Authorization"));
      return PreparedMessage.signed(request.getBody(), authorization);
    };
  }

  private Notification notification(byte[] payload) throws GeneralSecurityException {
    return new Notification(recipient.endpoint(), p256dh, auth, payload);
  }

  /** Its services differ in the HTTP client only; this one has none. */
  private static final class Preparation extends AbstractPushService<Preparation> {

    Preparation(Sender sender) {
      try {
        setPublicKey(sender.publicKeyBase64Url());
        setPrivateKey(sender.privateKeyBase64Url());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("It refuses the key", e);
      }
      setSubject(sender.subject());
    }

    HttpRequest prepare(Notification notification) throws Exception {
      return prepareRequest(notification, Encoding.AES128GCM);
    }
  }
}
