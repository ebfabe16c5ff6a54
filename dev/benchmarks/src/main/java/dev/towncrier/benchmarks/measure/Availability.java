package dev.towncrier.benchmarks.measure;

/** Whether something that the machine may lack is there. */
public sealed interface Availability<T> {

  /** It is there. */
  record Present<T>(T value) implements Availability<T> {}

  /**
   * It isn't.
   *
   * @param reason for people, without a full stop
   */
  record Missing<T>(String reason) implements Availability<T> {}
}
