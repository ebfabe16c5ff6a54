package dev.towncrier.api.pushservices;

import dev.towncrier.store.PushServiceState;
import java.util.List;

/** Push services, in the order of their origins. */
public record PushServiceList(List<PushServiceView> pushServices) {

  /** As they stand. */
  public static PushServiceList of(List<PushServiceState> states) {
    return new PushServiceList(states.stream().map(PushServiceView::of).toList());
  }
}
