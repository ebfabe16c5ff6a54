package dev.towncrier.benchmarks.peers;

import com.zerodeplibs.webpush.MessageEncryption;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.PushSubscription;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.httpclient.StandardHttpClientRequestPreparer;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import dev.towncrier.benchmarks.message.MessageMaker;
import dev.towncrier.benchmarks.message.PreparedMessage;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;

/** {@code com.zerodeplibs:zerodep-web-push-java}, for the JDK's HTTP client. */
public final class Zerodep {

  /** Its coordinates. */
  public static final String NAME = "com.zerodeplibs:zerodep-web-push-java";

  private final MessageEncryption encryption = MessageEncryptions.of();
  private final PushSubscription subscription = new PushSubscription();
  private final VAPIDKeyPair keyPair;
  private final String subject;

  /** One for the sender's key. */
  public Zerodep(Recipient recipient, Sender sender) {
    this.subject = sender.subject();
    this.keyPair =
        VAPIDKeyPairs.of(
            PrivateKeySources.ofECPrivateKey(sender.privateKey()),
            PublicKeySources.ofECPublicKey(sender.publicKey()));
    PushSubscription.Keys keys = new PushSubscription.Keys();
    keys.setP256dh(recipient.p256dhBase64Url());
    keys.setAuth(recipient.authBase64Url());
    subscription.setEndpoint(recipient.endpoint());
    subscription.setKeys(keys);
  }

  /** Encryption alone. */
  public MessageMaker encryption() {
    return payload -> {
      UserAgentMessageEncryptionKeyInfo keyInfo =
          UserAgentMessageEncryptionKeyInfo.from(subscription.getKeys());
      return PreparedMessage.unsigned(
          encryption.encrypt(keyInfo, PushMessage.of(payload)).toBytes());
    };
  }

  /** The whole request, as it makes it for every message. */
  public MessageMaker request() {
    return payload -> {
      HttpRequest request =
          StandardHttpClientRequestPreparer.getBuilder()
              .pushSubscription(subscription)
              .vapidJWTExpiresAfter(12, TimeUnit.HOURS)
              .vapidJWTSubject(subject)
              .pushMessage(payload)
              .ttl(1, TimeUnit.DAYS)
              .urgencyNormal()
              .build(keyPair)
              .toRequest();
      String authorization = request.headers().firstValue("Authorization").orElseThrow();
      return new PreparedMessage(() -> PublishedBody.of(request), authorization);
    };
  }
}
