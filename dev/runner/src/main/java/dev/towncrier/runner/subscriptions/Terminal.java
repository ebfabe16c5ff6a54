package dev.towncrier.runner.subscriptions;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** Which of this process' streams somebody looks at; Java tells that of all together only. */
final class Terminal {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  static boolean isStandardOutput() {
    return isTerminal(STANDARD_OUTPUT);
  }

  static boolean isStandardError() {
    return isTerminal(STANDARD_ERROR);
  }

  /** POSIX isatty(3). */
  @SuppressWarnings("restricted")
  private static boolean isTerminal(int descriptor) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    return linker
        .defaultLookup()
        .find("isatty")
        .map(isatty -> {
          try {
            return (int) linker.downcallHandle(isatty, type).invokeExact(descriptor) == 1;
          } catch (Throwable e) {
            throw new IllegalStateException("isatty failed", e);
          }
        })
        .orElse(false);
  }
}
