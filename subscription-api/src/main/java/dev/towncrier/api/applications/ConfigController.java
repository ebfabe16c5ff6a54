package dev.towncrier.api.applications;

import dev.towncrier.store.Application;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Visitors")
class ConfigController {

  @GetMapping(
      path = "/v1/applications/{application}/config",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "What a page needs before it subscribes its visitor")
  VisitorConfig config(Application application) {
    return new VisitorConfig(application.applicationServerKey(), application.topics());
  }
}
