package dev.towncrier.api.erasures;

import dev.towncrier.store.Erasure;
import java.util.List;

/** An application's newest erasures, the newest first. */
record ErasureList(List<ErasureView> erasures) {

  static ErasureList of(List<Erasure> erasures) {
    return new ErasureList(erasures.stream().map(ErasureView::of).toList());
  }
}
