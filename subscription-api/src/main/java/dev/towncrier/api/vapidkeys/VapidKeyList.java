package dev.towncrier.api.vapidkeys;

import dev.towncrier.store.VapidKey;
import java.util.List;

/** An application's VAPID keys, the current one first and then the newest. */
record VapidKeyList(List<VapidKeyView> vapidKeys) {

  static VapidKeyList of(List<VapidKey> keys) {
    return new VapidKeyList(keys.stream().map(VapidKeyView::of).toList());
  }
}
