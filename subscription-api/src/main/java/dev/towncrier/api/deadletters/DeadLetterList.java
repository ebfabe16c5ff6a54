package dev.towncrier.api.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towncrier.store.DeadLetterPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters, newest first.
 *
 * @param next what to give as {@code after} to get the older ones; absent if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterList(List<DeadLetterView> deadLetters, @Nullable String next) {

  static DeadLetterList of(DeadLetterPage page) {
    DeadLetterPage.Place next = page.next();
    return new DeadLetterList(
        page.letters().stream().map(DeadLetterView::of).toList(),
        next == null ? null : next.text());
  }
}
