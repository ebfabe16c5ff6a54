package dev.towncrier.api.pushservices;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.store.Application;
import dev.towncrier.store.PushServiceReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/push-services")
@ForServices
@Tag(name = "Operators")
class PushServiceController {
  private final PushServiceReader reader;

  PushServiceController(PushServiceReader reader) {
    this.reader = reader;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "What push services have answered, and which are held, have the brake on or fail")
  PushServiceList list(Application application) {
    return PushServiceList.of(reader.of(application.id()));
  }
}
