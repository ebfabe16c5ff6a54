package dev.towncrier.benchmarks.peers;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import dev.towncrier.benchmarks.message.MessageMaker;
import dev.towncrier.benchmarks.message.PreparedMessage;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import java.util.Map;
import java.util.Objects;

/** {@code com.interaso:webpush}. */
public final class Interaso {

  /** Its coordinates. */
  public static final String NAME = "com.interaso:webpush";

  private static final int TTL_SECONDS = 86_400;

  private final WebPush webPush;
  private final String endpoint;
  private final byte[] p256dh;
  private final byte[] auth;

  /** One for the sender's key. */
  public Interaso(Recipient recipient, Sender sender) {
    VapidKeys keys =
        VapidKeys.fromUncompressedBytes(sender.publicKeyBase64Url(), sender.privateKeyBase64Url());
    this.webPush = new WebPush(sender.subject(), keys);
    this.endpoint = recipient.endpoint();
    this.p256dh = recipient.p256dh();
    this.auth = recipient.auth();
  }

  /** Encryption alone. */
  public MessageMaker encryption() {
    return payload -> PreparedMessage.unsigned(webPush.getBody(payload, p256dh, auth));
  }

  /** The whole request, as it makes it for every message. */
  public MessageMaker request() {
    return payload -> {
      byte[] body = webPush.getBody(payload, p256dh, auth);
      Map<String, String> headers =
          webPush.getHeaders(endpoint, TTL_SECONDS, null, WebPush.Urgency.Normal);
      return PreparedMessage.signed(body, Objects.requireNonNull(headers.get("Authorization")));
    };
  }
}
