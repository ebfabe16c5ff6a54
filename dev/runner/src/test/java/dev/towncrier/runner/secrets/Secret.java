package dev.towncrier.runner.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Something that must not be read where it does not belong. */
record Secret(Kind kind, String text) {
  static final int SHORTEST = 8;

  Secret {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException("Too short to be told from chance: " + text);
    }
  }

  /** Every way in which it could be written; bytes stand as characters up to U+00FF. */
  Set<String> forms() {
    Set<String> forms = new HashSet<>();
    forms.add(text);
    String encoded = URLEncoder.encode(text, UTF_8);
    forms.add(encoded);
    forms.add(encoded.replaceAll("%3A", "%3a").replaceAll("%2F", "%2f").replaceAll("%3F", "%3f"));
    addForms(forms, text.getBytes(UTF_8));
    if (text.matches("[A-Za-z0-9_-]{22,}") && text.length() % 4 != 1) { // base64url of something
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      forms.add(new String(bytes, ISO_8859_1));
      addForms(forms, bytes);
    }
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms;
  }

  private static void addForms(Set<String> forms, byte[] bytes) {
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      addWithoutEdges(forms, Base64.getEncoder(), shifted, before);
      addWithoutEdges(forms, Base64.getUrlEncoder(), shifted, before);
    }
  }

  // The first and the last characters depend on what stands beside it.
  private static void addWithoutEdges(
      Set<String> forms, Base64.Encoder encoder, byte[] shifted, int before) {
    String base64 = encoder.withoutPadding().encodeToString(shifted);
    int whole = shifted.length / 3 * 4;
    forms.add(base64.substring(before == 0 ? 0 : 4, whole));
  }

  @Override
  public String toString() {
    return kind.name();
  }
}
