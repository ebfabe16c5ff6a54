package dev.towncrier.api.users;

import dev.towncrier.store.UserKey;
import java.util.List;

/** An application's user keys, the newest first. */
record UserKeyList(List<UserKeyView> userKeys) {

  static UserKeyList of(List<UserKey> keys) {
    return new UserKeyList(keys.stream().map(UserKeyView::of).toList());
  }
}
