package dev.towncrier.store;

import dev.towncrier.crypto.sealing.KeyId;
import java.util.Set;

/**
 * How far the sealing under the current key has come.
 *
 * @param done values that were sealed anew
 * @param left values under an earlier key, as they were counted at the beginning, less those done
 * @param unopened of those left, how many were met that do not open
 * @param missingKeys keys that something is sealed under and that were not given
 */
public record ResealingProgress(long done, long left, long unopened, Set<KeyId> missingKeys) {

  /** Whether another pass may do more: something is left that was not seen to be unopenable. */
  public boolean isWorthAnotherPass() {
    return left > unopened;
  }

  ResealingProgress afterBatch(long resealed, long notOpened) {
    return new ResealingProgress(
        done + resealed, Math.max(0, left - resealed), unopened + notOpened, missingKeys);
  }
}
