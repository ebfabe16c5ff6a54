package dev.towncrier.store;

/**
 * What must hold for a change to be made. It is asked about what is stored while nobody else can
 * change that.
 */
@FunctionalInterface
public interface Precondition {
  /** Holds always. */
  Precondition NONE = _ -> true;

  /**
   * Whether it holds.
   *
   * @param revision of what is stored, as {@link Application#revision()} or {@link
   *     Subscription#revision()} has it
   */
  boolean holds(String revision);
}
