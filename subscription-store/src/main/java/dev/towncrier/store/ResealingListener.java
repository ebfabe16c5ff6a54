package dev.towncrier.store;

/** Hears how {@link Resealing} goes, on its thread. */
public interface ResealingListener {

  /** A batch is done. */
  void progressed(ResealingProgress progress);

  /** A value does not open and is left as it is; the message names its row and holds no secret. */
  void notOpened(RuntimeException why);
}
