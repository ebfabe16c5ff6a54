package dev.towncrier.api.stream;

import dev.towncrier.api.notifications.NotificationView;
import dev.towncrier.store.NotificationProgress;
import dev.towncrier.store.Notifications;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an application's notifications come along. A stream is told the newest ones first, then of
 * each that appears or changes: of the newest 100, of large ones, and of those that had not ended
 * when they were told of.
 */
final class NotificationFeed extends Feed {
  private static final String EVENT = "notification";
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int AT_FIRST = 20;
  private static final int MOST_UNENDED = 200;

  private final String application;
  private final Notifications notifications;
  private final JsonMapper json;
  private Map<String, NotificationProgress> known = Map.of();
  private Set<EventStream> told = Set.of();

  NotificationFeed(String application, Notifications notifications, JsonMapper json) {
    super("notifications of " + application);
    this.application = application;
    this.notifications = notifications;
    this.json = json;
  }

  @Override
  void tell() {
    do {
      Set<EventStream> all = Set.copyOf(streams());
      List<NotificationProgress> newestFirst = notifications.current(application, unended());
      isWell();
      boolean areNewOnes = !told.containsAll(all);
      for (int index = newestFirst.size() - 1; index >= 0; index--) {
        NotificationProgress progress = newestFirst.get(index);
        boolean toOthers = !progress.equals(known.get(progress.id()));
        boolean toNewOnes = areNewOnes && index < AT_FIRST;
        if (toOthers || toNewOnes) {
          tell(progress, toNewOnes, toOthers, all);
        }
      }
      known = new HashMap<>();
      newestFirst.forEach(progress -> known.put(progress.id(), progress));
      told = all;
    } while (pause(INTERVAL));
  }

  private void tell(
      NotificationProgress progress, boolean toNewOnes, boolean toOthers, Set<EventStream> all) {
    ServerSentEvent event =
        new ServerSentEvent(EVENT, json.writeValueAsString(NotificationView.of(progress)));
    for (EventStream stream : all) {
      if (told.contains(stream) ? toOthers : toNewOnes) {
        stream.offer(event);
      }
    }
  }

  private Set<String> unended() {
    Set<String> unended = new HashSet<>();
    known.values().stream()
        .filter(progress -> !progress.ended())
        .sorted(Comparator.comparing(NotificationProgress::acceptedAt).reversed())
        .limit(MOST_UNENDED)
        .forEach(progress -> unended.add(progress.id()));
    return unended;
  }
}
