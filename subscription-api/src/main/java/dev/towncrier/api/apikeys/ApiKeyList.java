package dev.towncrier.api.apikeys;

import dev.towncrier.store.ApiKey;
import java.util.List;

/** An application's API keys, the newest first. */
record ApiKeyList(List<ApiKeyView> apiKeys) {

  static ApiKeyList of(List<ApiKey> keys) {
    return new ApiKeyList(keys.stream().map(ApiKeyView::of).toList());
  }
}
