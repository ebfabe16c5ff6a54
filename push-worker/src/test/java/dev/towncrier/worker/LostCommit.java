package dev.towncrier.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/** How the first commit fails; then all is well. */
public enum LostCommit {
  /** Nothing was committed. */
  BEFORE_IT_WAS_MADE,
  /** Only the word of it was lost. */
  AFTER_IT_WAS_MADE,
  /** The broker had ended the transaction and shut its producer out. */
  AS_IT_CAME_TOO_LATE;

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
              if (fails && this == AS_IT_CAME_TOO_LATE) {
                throw new ProducerFencedException("the transaction had timed out");
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
