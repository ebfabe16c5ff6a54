package dev.towncrier.runner.subscriptions;

import dev.towncrier.crypto.InvalidPushServiceOrigin;
import dev.towncrier.crypto.vapid.PushServiceOrigin;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Push services on the command line; a path is overlooked. */
final class OriginConverter implements ITypeConverter<PushServiceOrigin> {

  @Override
  public PushServiceOrigin convert(String text) {
    try {
      return PushServiceOrigin.of(new URI(text));
    } catch (URISyntaxException | InvalidPushServiceOrigin _) {
      throw new TypeConversionException(
          "it is an origin, such as https://fcm.googleapis.com, not \"" + text + "\"");
    }
  }
}
