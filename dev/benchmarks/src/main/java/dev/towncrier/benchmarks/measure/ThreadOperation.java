package dev.towncrier.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** Work done on the calling thread, whose CPU time and allocations are its cost. */
public final class ThreadOperation implements Operation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Callable<?> work;
  private volatile Object result = this;

  /**
   * @param work done once a time; its result is kept until the next, so that none is optimised away
   */
  public ThreadOperation(Callable<?> work) {
    this.work = work;
  }

  @Override
  public Cost run(int times) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      result = once();
    }
    long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Cost(times, cpuNanos, OptionalLong.of(allocated));
  }

  private Object once() {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException("What is measured failed", e);
    }
  }

  @Override
  public String toString() {
    return "ThreadOperation[last result " + result + "]";
  }
}
