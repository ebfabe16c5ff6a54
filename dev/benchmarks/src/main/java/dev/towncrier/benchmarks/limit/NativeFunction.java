package dev.towncrier.benchmarks.limit;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Collections;

/**
 * A C function of up to six integers and pointers. All pass as 64 bits, which the calling
 * conventions of 64-bit Linux and macOS allow: each takes one register, of which the callee reads
 * what it declares. The handles are constants and the calls critical ones, without a thread
 * transition, so that a call costs what it costs in C.
 */
final class NativeFunction {

  private static final MethodHandle OF_0 = handle(0);
  private static final MethodHandle OF_1 = handle(1);
  private static final MethodHandle OF_2 = handle(2);
  private static final MethodHandle OF_3 = handle(3);
  private static final MethodHandle OF_4 = handle(4);
  private static final MethodHandle OF_5 = handle(5);
  private static final MethodHandle OF_6 = handle(6);

  private final MemorySegment address;

  NativeFunction(MemorySegment address) {
    this.address = address;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(int arguments) {
    MemoryLayout[] layouts = Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.of(JAVA_LONG, layouts), Linker.Option.critical(false));
  }

  long call() {
    try {
      return (long) OF_0.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  long call(long a) {
    try {
      return (long) OF_1.invokeExact(address, a);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  long call(long a, long b) {
    try {
      return (long) OF_2.invokeExact(address, a, b);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  long call(long a, long b, long c) {
    try {
      return (long) OF_3.invokeExact(address, a, b, c);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  long call(long a, long b, long c, long d) {
    try {
      return (long) OF_4.invokeExact(address, a, b, c, d);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  long call(long a, long b, long c, long d, long e) {
    try {
      return (long) OF_5.invokeExact(address, a, b, c, d, e);
    } catch (Throwable thrown) {
      throw failure(thrown);
    }
  }

  long call(long a, long b, long c, long d, long e, long f) {
    try {
      return (long) OF_6.invokeExact(address, a, b, c, d, e, f);
    } catch (Throwable thrown) {
      throw failure(thrown);
    }
  }

  private static IllegalStateException failure(Throwable thrown) {
    return new IllegalStateException("The call itself failed", thrown);
  }
}
