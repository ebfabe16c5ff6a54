package dev.towncrier.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Json;
import dev.towncrier.contract.ReplayContinued;
import dev.towncrier.contract.Topics;
import dev.towncrier.store.RecordCoordinates;
import dev.towncrier.store.ReplayedLetter;
import dev.towncrier.store.Replays;
import dev.towncrier.worker.steps.Steps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes replays: a step requests the deliveries of a slice, and leads to the next. */
final class Replayer implements Steps<ReplayContinued> {
  private static final Logger log = LoggerFactory.getLogger(Replayer.class);
  static final int SLICE = 1_000;

  private final Replays replays;
  private final Topics topics;

  Replayer(Replays replays, Topics topics) {
    this.replays = replays;
    this.topics = topics;
  }

  @Override
  public ReplayContinued read(byte[] value) {
    return Json.MAPPER.readValue(value, ReplayContinued.class);
  }

  @Override
  public String share(ReplayContinued step) {
    return step.replayId().toString();
  }

  @Override
  public boolean isDue(ReplayContinued step, Instant now) {
    return step.due() == null || !now.isBefore(step.due());
  }

  /**
   * {@inheritDoc} A replay of more than a slice takes the way of large audiences if it asks for
   * whole slices, and so holds up nobody's single message.
   */
  @Override
  public List<ProducerRecord<byte[], byte[]>> follow(
      ReplayContinued step, RecordCoordinates source, Instant now) {
    if (step.begins() && replays.claim(step.replayId(), source).isEmpty()) {
      log.info("Replay {} was begun by another record", step.replayId());
      return List.of();
    }
    Pace pace = new Pace(step.perSecond());
    int limit = pace.slice(SLICE);
    List<ReplayedLetter> slice = replays.slice(step.replayId(), step.after(), limit);
    boolean last = slice.size() < limit;
    boolean flood = limit == SLICE && !(step.begins() && last);
    String lane = flood ? topics.bulk() : topics.direct();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(slice.size() + 1);
    for (ReplayedLetter letter : slice) {
      records.add(record(lane, letter.delivery().subscriptionId().toString(), letter.delivery()));
    }
    if (!last) {
      Instant due = pace.following(step.due(), limit, now);
      records.add(
          record(
              topics.replays(),
              step.replayId().toString(),
              new ReplayContinued(step.replayId(), step.perSecond(), slice.getLast().id(), due)));
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, Object value) {
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), Json.MAPPER.writeValueAsBytes(value));
  }
}
