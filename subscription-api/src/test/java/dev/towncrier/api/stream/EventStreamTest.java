package dev.towncrier.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void writesWhatIsOffered() throws IOException {
    EventStream stream = new EventStream("demo", Duration.ZERO, LONG);
    stream.offer(new ServerSentEvent("rates", "{\"a\":1}"));
    stream.offer(new ServerSentEvent("rates", "{\"a\":2}"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger asked = new AtomicInteger();

    stream.writeTo(out, () -> asked.incrementAndGet() < 3);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "retry: 3000\n\nevent: rates\ndata: {\"a\":1}\n\nevent: rates\ndata: {\"a\":2}\n\n");
  }

  @Test
  void beatsWhileThereIsNothing() throws IOException {
    EventStream stream = new EventStream("demo", Duration.ofMillis(1), Duration.ZERO);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger asked = new AtomicInteger();

    stream.writeTo(out, () -> asked.incrementAndGet() < 3);

    assertThat(out.toString(UTF_8)).startsWith("retry: 3000\n\n:\n\n:\n\n");
  }

  @Test
  void endsRatherThanKeepAllForAReaderWhoIsTooSlow() throws Exception {
    EventStream stream = new EventStream("demo", LONG, LONG);
    StalledReader reader = new StalledReader();
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                stream.writeTo(reader, () -> true);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    stream.offer(new ServerSentEvent("rates", "0"));
    reader.stalls.await();

    for (int number = 1; number <= EventStream.MOST_WAITING + 1; number++) {
      stream.offer(new ServerSentEvent("rates", Integer.toString(number)));
    }
    stream.offer(new ServerSentEvent("rates", "none after the end"));
    reader.goesOn.countDown();
    writer.join();

    assertThat(reader.taken.toString(UTF_8)).isEqualTo("retry: 3000\n\nevent: rates\ndata: 0\n\n");
  }

  @Test
  void writesNothingOnceItHasEnded() throws IOException {
    EventStream stream = new EventStream("demo", LONG, LONG);
    stream.offer(new ServerSentEvent("rates", "{}"));
    stream.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    stream.writeTo(out, () -> true);

    assertThat(out.toString(UTF_8)).isEqualTo("retry: 3000\n\n");
  }

  /** Takes the beginning, and then nothing for a while. */
  private static final class StalledReader extends OutputStream {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final CountDownLatch stalls = new CountDownLatch(1);
    final CountDownLatch goesOn = new CountDownLatch(1);

    @Override
    public void write(int one) {
      taken.write(one);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (new String(bytes, UTF_8).startsWith("event")) {
        stalls.countDown();
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }
      taken.write(bytes);
    }
  }
}
