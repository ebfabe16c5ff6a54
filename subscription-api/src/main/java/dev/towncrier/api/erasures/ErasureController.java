package dev.towncrier.api.erasures;

import dev.towncrier.api.access.Caller;
import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.Erasures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/erasures")
@ForServices
@Tag(name = "Operators")
class ErasureController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;
  private static final int MAX_USER = 256; // as in an audience
  private static final int LISTED = 1_000;

  private final Erasures erasures;

  ErasureController(Erasures erasures) {
    this.erasures = erasures;
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @Operation(summary = "Removes what is stored of a user; answers when it is done")
  ErasureView erase(
      Application application,
      Caller caller,
      @JsonBody(maxBytes = MAX_BYTES, example = "{\"user\": \"customer-4711\"}") JsonMembers body) {
    return ErasureView.of(
        erasures.erase(
            application.id(),
            body.text("user", 1, MAX_USER),
            caller.apiKeyId(),
            caller.operator()));
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "That people were erased: when, how much and at whose word, not who")
  ErasureList list(Application application) {
    return ErasureList.of(erasures.newest(application.id(), LISTED));
  }
}
