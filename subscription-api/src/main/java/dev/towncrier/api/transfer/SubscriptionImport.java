package dev.towncrier.api.transfer;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.api.subscriptions.SubscriptionCap;
import dev.towncrier.api.transfer.LineReader.Line;
import dev.towncrier.crypto.p256.P256PublicKey;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.EndpointPolicy;
import dev.towncrier.store.NewSubscription;
import dev.towncrier.store.SubscriptionAddition;
import dev.towncrier.store.SubscriptionAdditions;
import dev.towncrier.store.VapidKeyRetired;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores what lines say, a batch at a time. */
@Component
class SubscriptionImport {
  /** Subscriptions of one statement. */
  private static final int BATCH = 500;

  private static final int MAX_KEYS_RECALLED = 100;

  private final SubscriptionAdditions additions;
  private final Applications applications;
  private final EndpointPolicy policy;
  private final SubscriptionCap cap;

  SubscriptionImport(
      SubscriptionAdditions additions,
      Applications applications,
      EndpointPolicy policy,
      SubscriptionCap cap) {
    this.additions = additions;
    this.applications = applications;
    this.policy = policy;
    this.cap = cap;
  }

  /**
   * Reads all lines and stores the subscriptions.
   *
   * @param csv whether the first line is a header and all are CSV; otherwise they are NDJSON
   * @param from the number of the first line to look at, from 1
   * @throws Problem 422 if the header lacks a column
   */
  ImportReport run(Application application, LineReader lines, boolean csv, long from)
      throws IOException {
    Run run = new Run(application);
    LineFormat format = csv ? under(lines.next()) : new LineFormat.Ndjson();
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (line.number() >= from && !line.isBlank()) {
        run.take(line, format);
      }
    }
    run.storeAll();
    return run.growing.report();
  }

  private static LineFormat under(@Nullable Line header) {
    byte[] names = header == null ? null : header.bytes();
    Optional<CsvFormat> format = names == null ? Optional.empty() : CsvFormat.under(names);
    return format.orElseThrow(() ->
        Problem.of(
            ProblemKind.UNACCEPTABLE,
            "The first line must be a header of comma-separated names, with endpoint, p256dh and"
                + " auth among them."));
  }

  /** A line that is to be stored. */
  private record Waiting(long line, NewSubscription subscription) {}

  /** One request. */
  private final class Run {
    private final Application application;
    private final ImportReport.Growing growing = new ImportReport.Growing();
    private final Map<UUID, List<Waiting>> waiting = new LinkedHashMap<>();
    private final Map<P256PublicKey, Optional<UUID>> keys = new HashMap<>();
    private int count;

    Run(Application application) {
      this.application = application;
    }

    void take(Line line, LineFormat format) {
      try {
        byte[] bytes = line.bytes();
        if (bytes == null) {
          throw new Rejected(null, "The line is over " + LineReader.MAX_BYTES + " bytes long");
        }
        SubscriptionLine read =
            SubscriptionLine.read(format.members(bytes), policy, application.topicIds());
        waiting
            .computeIfAbsent(key(read.applicationServerKey()), _ -> new ArrayList<>())
            .add(new Waiting(line.number(), read.subscription()));
        count++;
      } catch (Rejected why) {
        growing.rejected(line.number(), why);
      }
      if (count == BATCH) {
        storeAll();
      }
    }

    void storeAll() {
      waiting.forEach(this::store);
      waiting.clear();
      count = 0;
    }

    private void store(UUID key, List<Waiting> batch) {
      try {
        List<SubscriptionAddition> stored =
            additions.add(
                application.id(),
                key,
                batch.stream().map(Waiting::subscription).toList(),
                cap.room(application.id()));
        int added = 0;
        for (int i = 0; i < stored.size(); i++) {
          long line = batch.get(i).line();
          switch (stored.get(i)) {
            case SubscriptionAddition.Added _ -> {
              growing.added();
              added++;
            }
            case SubscriptionAddition.Known _ -> growing.known();
            case SubscriptionAddition.UnknownTopic _ ->
                growing.rejected(line, SubscriptionLine.unknownTopic());
            case SubscriptionAddition.NoRoom _ -> growing.rejected(line, full());
          }
        }
        cap.added(application.id(), added);
      } catch (VapidKeyRetired _) {
        keys.clear();
        batch.forEach(each -> growing.rejected(each.line(), noKey()));
      }
    }

    private UUID key(@Nullable P256PublicKey applicationServerKey) throws Rejected {
      if (applicationServerKey == null) {
        return application.currentKeyId();
      }
      if (keys.size() == MAX_KEYS_RECALLED) {
        keys.clear();
      }
      return keys.computeIfAbsent(
              applicationServerKey, key -> applications.findKey(application.id(), key))
          .orElseThrow(Run::noKey);
    }

    private static Rejected full() {
      return new Rejected(null, "The application has as many subscriptions as it may have");
    }

    private static Rejected noKey() {
      return Member.APPLICATION_SERVER_KEY.refused(
          "is no key of this application, or a retired one");
    }
  }
}
