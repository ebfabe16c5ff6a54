package dev.towncrier.runner.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void showsHowMuchOfAFileIsDoneAndInTheEndAllOfIt() throws IOException {
    try (Transfer transfer = transfer(true, 4_000_000)) {
      InputStream file = transfer.counted(file(4_000_000));
      assertThat(file.read(new byte[1_000])).isEqualTo(1_000);
      nanos.addAndGet(SECOND);
      assertThat(file.read(new byte[1_999_000])).isEqualTo(1_999_000);
      assertThat(file.read(new byte[4_000_000])).isEqualTo(2_000_000);
    }

    assertThat(written())
        .isEqualTo(
            "\r[##########          ] 50 % 2 MB\r[####################] 100 % 4 MB"
                + System.lineSeparator());
  }

  @Test
  void leavesNothingOfALongerLine() throws IOException {
    try (Transfer transfer = transfer(true, 0);
        OutputStream target = transfer.counted(OutputStream.nullOutputStream())) {
      nanos.addAndGet(SECOND);
      target.write(new byte[999_000]);
      target.write(new byte[1_000]);
    }

    assertThat(written()).isEqualTo("\r999 kB\r1 MB  " + System.lineSeparator());
  }

  @Test
  void saysNothingWhereNobodyLooksNorOfWhatIsSoonDone() throws IOException {
    try (Transfer unseen = transfer(false, 10)) {
      nanos.addAndGet(SECOND);
      unseen.counted(file(10)).readAllBytes();
    }
    try (Transfer quick = transfer(true, 10)) {
      nanos.addAndGet(SECOND / 3);
      quick.counted(file(10)).readAllBytes();
    }

    assertThat(written()).isEmpty();
  }

  @Test
  void staysInItsLineWhenAFileGrowsOrIsReadAgain() throws IOException {
    try (Transfer transfer = transfer(true, 10_000)) {
      transfer.counted(file(9_000)).readAllBytes();
      nanos.addAndGet(SECOND);
      assertThat(transfer.counted(file(20_000)).read(new byte[20_000])).isEqualTo(20_000);
    }

    assertThat(written())
        .isEqualTo(
            "\r[####################] 100 % 20 kB\r[####################] 100 % 20 kB"
                + System.lineSeparator());
  }

  @Test
  void endsItsLineOnce() throws IOException {
    Transfer transfer = transfer(true, 10);
    InputStream file = transfer.counted(file(10));
    nanos.addAndGet(SECOND);
    file.readNBytes(5);
    transfer.close();
    nanos.addAndGet(SECOND);
    file.readAllBytes();
    transfer.close();

    assertThat(written()).containsOnlyOnce(System.lineSeparator()).endsWith("50 % 0 kB\n");
  }

  private Transfer transfer(boolean shown, long total) {
    return new Transfer(new PrintStream(bytes, true, UTF_8), shown, total, nanos::get);
  }

  private static InputStream file(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  private String written() {
    return bytes.toString(UTF_8);
  }
}
