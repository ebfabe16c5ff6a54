package dev.towncrier.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** How the connection fails during the first commit; then it is well. */
public enum LostCommit {
  /** Nothing was committed. */
  BEFORE_IT_WAS_MADE,
  /** Only the word of it was lost. */
  AFTER_IT_WAS_MADE;

  /**
   * Makes producers fail so.
   *
   * @param failed whether the one failure has been; shared by the producers of a test
   */
  @SuppressWarnings("unchecked")
  public Producer<byte[], byte[]> by(Producer<byte[], byte[]> real, AtomicBoolean failed) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              boolean fails =
                  method.getName().equals("commitTransaction") && failed.compareAndSet(false, true);
              if (fails && this == BEFORE_IT_WAS_MADE) {
                throw new TimeoutException("the broker did not answer");
              }
              try {
                Object result = method.invoke(real, arguments);
                if (fails) {
                  throw new TimeoutException("the broker did not answer");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
