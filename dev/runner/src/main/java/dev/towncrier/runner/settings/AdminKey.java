package dev.towncrier.runner.settings;

import java.security.SecureRandom;
import java.util.Base64;

/** An API key of every scope on every application. */
public final class AdminKey {

  private static final int RANDOM_BYTES = 32;

  private final String value;

  /**
   * Takes a key as it was given.
   *
   * @param value visible ASCII characters, so that it fits into a header
   */
  public AdminKey(String value) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new CommandFailure(
          "The admin key (TOWNCRIER_ADMIN_KEY, or admin-key in the data folder) must be visible"
              + " ASCII characters without a space");
    }
    this.value = value;
  }

  static AdminKey random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new AdminKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Returns the key itself, for an {@code Authorization} header. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "AdminKey[redacted]";
  }
}
