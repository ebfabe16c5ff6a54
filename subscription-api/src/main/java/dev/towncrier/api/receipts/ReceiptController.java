package dev.towncrier.api.receipts;

import dev.towncrier.api.input.JsonBody;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.Receipts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/receipts")
@Tag(name = "Visitors")
class ReceiptController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8 * 1024;
  private static final String EXAMPLE =
      """
      {"receipts": [{"deliveryId": "lVag-o9sJfH7eH6ZngijnA", "notificationId": "order-4711-shipped",
       "subscriptionId": "0198c8a0-0000-7000-8000-000000000001", "event": "displayed",
       "at": "2026-12-01T09:00:00Z"}]}\
      """;

  private final Receipts receipts;
  private final ReceiptMetric metric;

  ReceiptController(Receipts receipts, ReceiptMetric metric) {
    this.receipts = receipts;
    this.metric = metric;
  }

  @PostMapping(consumes = JSON)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Tells that notifications were displayed, clicked or closed; 100 at most")
  void take(
      Application application,
      @JsonBody(maxBytes = MAX_BYTES, example = EXAMPLE) JsonMembers body) {
    metric.count(receipts.take(application, ReceiptReader.read(body)));
  }
}
