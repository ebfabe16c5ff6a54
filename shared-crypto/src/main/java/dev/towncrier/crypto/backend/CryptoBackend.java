package dev.towncrier.crypto.backend;

import dev.towncrier.crypto.p256.P256;
import java.util.ArrayList;
import java.util.List;

/**
 * The library that was chosen.
 *
 * @param name {@code accp} or {@code bouncycastle}
 * @param p256 what it does; it has passed a self-test
 * @param reason why this one, in words for a log
 */
public record CryptoBackend(String name, P256 p256, String reason) {

  private static final Candidate ACCP = new Candidate("accp", P256::corretto);
  private static final Candidate BOUNCYCASTLE = new Candidate("bouncycastle", P256::bouncyCastle);

  /**
   * Chooses. Costs a self-test of each library that is tried: tens of milliseconds.
   *
   * @throws UnusableBackend if the one that is wanted, or every one, can't be used here
   */
  public static CryptoBackend choose(BackendPreference preference) {
    return switch (preference) {
      case AUTO -> firstUsable(List.of(ACCP, BOUNCYCASTLE));
      case ACCP -> wanted(ACCP);
      case BOUNCYCASTLE -> wanted(BOUNCYCASTLE);
    };
  }

  static CryptoBackend firstUsable(List<Candidate> candidates) {
    List<String> rejected = new ArrayList<>();
    for (Candidate candidate : candidates) {
      switch (candidate.attempt()) {
        case Candidate.Usable(P256 p256) -> {
          String reason = rejected.isEmpty() ? "the fastest" : String.join("; ", rejected);
          return new CryptoBackend(candidate.name(), p256, reason);
        }
        case Candidate.Unusable(String why) -> rejected.add(candidate.name() + ": " + why);
      }
    }
    throw new UnusableBackend("No crypto backend can be used: " + String.join("; ", rejected));
  }

  static CryptoBackend wanted(Candidate candidate) {
    return switch (candidate.attempt()) {
      case Candidate.Usable(P256 p256) ->
          new CryptoBackend(candidate.name(), p256, "it was asked for");
      case Candidate.Unusable(String why) ->
          throw new UnusableBackend(
              "The crypto backend %s was asked for and can't be used: %s"
                  .formatted(candidate.name(), why));
    };
  }
}
