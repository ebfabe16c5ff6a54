package dev.towncrier.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;

/** Ends a child process with its parent, however that ends. */
public final class ParentWatch {

  private ParentWatch() {}

  /** Exits when standard input ends; returns at once. */
  public static void start() {
    Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::watch);
  }

  private static void watch() {
    InputStream fromParent = System.in;
    try {
      while (fromParent.read() >= 0) {
        // Nothing is said to those that only watch.
      }
    } catch (IOException _) {
      // Gone as well.
    }
    System.exit(0);
  }
}
