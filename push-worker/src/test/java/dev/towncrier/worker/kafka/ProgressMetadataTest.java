package dev.towncrier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressMetadataTest {

  @Property
  void readsWhatItWrote(
      @ForAll @LongRange(max = Long.MAX_VALUE / 4) long position,
      @ForAll @Size(max = 200) List<@LongRange(max = Long.MAX_VALUE / 4) Long> distances,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 4) long beyond) {
    List<Long> open =
        new TreeSet<>(distances).stream().map(distance -> position + distance).toList();
    long end = (open.isEmpty() ? position : open.getLast()) + beyond;
    Progress progress = new Progress(position, end, open);

    assertThat(ProgressMetadata.decode(position, ProgressMetadata.encode(progress)))
        .isEqualTo(progress);
  }

  @Test
  void isEmptyWhereNothingAboveThePositionWasSeen() {
    assertThat(ProgressMetadata.encode(Progress.at(42))).isEmpty();
    assertThat(ProgressMetadata.decode(42, "")).isEqualTo(Progress.at(42));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "written by another tool",
        "%%%",
        "AQ==", // a version and no more
        "AgE=", // another version
        "AYA=", // a varint cut off
        "Af//////////////AQ==", // one over 64 bits
        "AQUABgA=", // an open offset beyond the end
        "AQUBAAE=", // one that is there twice
        "Af///////////wE=" // an end below the position
      })
  void saysNothingBeyondThePositionWhereItCannotBeRead(String metadata) {
    assertThat(ProgressMetadata.decode(7, metadata)).isEqualTo(Progress.at(7));
  }

  @Test
  void holdsMoreThanThreeThousandOpenOffsets() {
    List<Long> open = LongStream.range(1_000, 4_050).boxed().toList();
    assertThat(ProgressMetadata.fitting(1_000, open, 4_000)).isEqualTo(open.size());

    String metadata = ProgressMetadata.encode(new Progress(1_000, 5_000, open));

    assertThat(metadata).hasSizeLessThanOrEqualTo(ProgressMetadata.MAX_LENGTH);
  }

  @Property(tries = 50)
  void fitsWhateverTheSpan(@ForAll @LongRange(min = 1, max = 1L << 50) long distance) {
    List<Long> open = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      open.add(i * distance);
    }
    long end = open.getLast() + 1;

    int fitting = ProgressMetadata.fitting(0, open, end);

    Progress progress = new Progress(0, open.get(fitting), open.subList(0, fitting));
    assertThat(fitting).isBetween(300, 4_999);
    assertThat(ProgressMetadata.encode(progress))
        .hasSizeLessThanOrEqualTo(ProgressMetadata.MAX_LENGTH);
  }
}
