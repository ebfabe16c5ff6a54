package dev.towncrier.api.stream;

import dev.towncrier.api.pushservices.PushServiceList;
import dev.towncrier.store.PushServiceReader;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How push services stand with an application: at first, then whenever that changes. */
final class PushServiceFeed extends Feed {
  private static final String EVENT = "push-services";
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final String application;
  private final PushServiceReader reader;
  private final JsonMapper json;
  private @Nullable PushServiceList known;
  private Set<EventStream> told = Set.of();

  PushServiceFeed(String application, PushServiceReader reader, JsonMapper json) {
    super("push services of " + application);
    this.application = application;
    this.reader = reader;
    this.json = json;
  }

  @Override
  void tell() {
    do {
      Set<EventStream> all = Set.copyOf(streams());
      PushServiceList list = PushServiceList.of(reader.of(application));
      isWell();
      boolean hasChanged = !list.equals(known);
      ServerSentEvent event = new ServerSentEvent(EVENT, json.writeValueAsString(list));
      for (EventStream stream : all) {
        if (hasChanged || !told.contains(stream)) {
          stream.offer(event);
        }
      }
      known = list;
      told = all;
    } while (pause(INTERVAL));
  }
}
