package dev.towncrier.api.receipts;

import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Receipt;
import dev.towncrier.store.ReceiptEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads receipts. */
final class ReceiptReader {
  private static final int MOST = 100;
  private static final int MAX_ID = 128;
  private static final String EVENTS =
      Arrays.stream(ReceiptEvent.values())
          .map(ReceiptEvent::label)
          .collect(Collectors.joining(", "));

  private ReceiptReader() {}

  /**
   * The receipts in {@code body}.
   *
   * @throws dev.towncrier.contract.InvalidJson if a member is missing or of the wrong type or size
   * @throws Problem 422 if an event is unknown
   */
  static List<Receipt> read(JsonMembers body) {
    List<Receipt> receipts = body.optionalObjects("receipts", MOST, ReceiptReader::receipt);
    if (receipts == null) {
      throw body.invalid("receipts", "is required");
    }
    return receipts;
  }

  private static Receipt receipt(JsonMembers receipt, int index) {
    return new Receipt(
        receipt.text("deliveryId", 1, MAX_ID),
        receipt.optionalText("notificationId", 1, MAX_ID),
        uuid(receipt.optionalText("subscriptionId", 1, MAX_ID)),
        event(receipt.text("event", 1, MAX_ID), index),
        at(receipt));
  }

  private static ReceiptEvent event(String label, int index) {
    return ReceiptEvent.of(label)
        .orElseThrow(() ->
            Problem.about(
                ProblemKind.UNACCEPTABLE, "receipts[" + index + "].event", "is none of " + EVENTS));
  }

  private static Instant at(JsonMembers receipt) {
    Instant at = receipt.optionalInstant("at");
    if (at == null) {
      throw receipt.invalid("at", "is required");
    }
    return at;
  }

  /** What is no id of a subscription is the id of none. */
  private static @Nullable UUID uuid(@Nullable String id) {
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
