package dev.towncrier.runner.subscriptions;

import java.time.DateTimeException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line. */
final class SinceConverter implements ITypeConverter<Since> {

  @Override
  public Since convert(String text) {
    try {
      return Since.parse(text);
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "it is a time such as 2026-12-01T09:00:00Z, or how long ago, such as 90m, 6h or 3d, not \""
              + text
              + "\"");
    }
  }
}
