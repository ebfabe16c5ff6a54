package dev.towncrier.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with variables: {@code {{name}}} stands for the subscription's tag of that name, {@code
 * {{name|default}}} for the default where there is no such tag, and four opening braces for two.
 * White space around a name and around a default does not count; neither holds braces.
 */
record Template(List<Piece> pieces) {
  // What opens with two braces, tried in this order.
  private static final Pattern BRACES =
      Pattern.compile("(?<escape>\\{{4})|\\{\\{(?<name>[^{}|]*)(\\|(?<default>[^{}]*))?}}|\\{\\{");

  sealed interface Piece {}

  /** Stands for itself. */
  record Literal(String text) implements Piece {}

  /** Stands for a tag; without one for {@code otherwise}, which is empty if nothing is given. */
  record Variable(String tag, String otherwise) implements Piece {}

  /** Two braces that begin no variable. They stand for themselves, where they are not refused. */
  record Stray() implements Piece {}

  static Template of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher braces = BRACES.matcher(text);
    int end = 0;
    while (braces.find()) {
      pieces.add(new Literal(text.substring(end, braces.start())));
      pieces.add(piece(braces));
      end = braces.end();
    }
    pieces.add(new Literal(text.substring(end)));
    return new Template(List.copyOf(pieces));
  }

  private static Piece piece(Matcher braces) {
    if (braces.group("escape") != null) {
      return new Literal("{{");
    }
    String name = braces.group("name");
    if (name == null || !SubscriptionTags.isName(name.strip())) {
      return new Stray();
    }
    String otherwise = braces.group("default");
    return new Variable(name.strip(), otherwise == null ? "" : otherwise.strip());
  }

  boolean isWellFormed() {
    return pieces.stream().noneMatch(Stray.class::isInstance);
  }

  boolean hasVariables() {
    return pieces.stream().anyMatch(Variable.class::isInstance);
  }

  /** The text, with what {@code fill} says for each variable. */
  String filled(Function<Variable, String> fill) {
    return pieces.stream()
        .map(piece ->
            switch (piece) {
              case Literal(String text) -> text;
              case Variable variable -> fill.apply(variable);
              case Stray() -> "{{";
            })
        .collect(Collectors.joining());
  }
}
