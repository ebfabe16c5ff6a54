package dev.towncrier.runner.keys;

import dev.towncrier.crypto.vapid.keyformat.KeyFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of key formats on the command line. */
final class FormatConverter implements ITypeConverter<KeyFormat> {

  @Override
  public KeyFormat convert(String name) {
    return switch (name) {
      case "pem" -> KeyFormat.PKCS8;
      case "sec1" -> KeyFormat.SEC1;
      case "raw" -> KeyFormat.RAW;
      case "jwk" -> KeyFormat.JWK;
      default ->
          throw new TypeConversionException("it is pem, sec1, raw or jwk, not \"" + name + "\"");
    };
  }
}
