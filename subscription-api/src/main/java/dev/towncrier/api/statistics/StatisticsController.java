package dev.towncrier.api.statistics;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.store.Application;
import dev.towncrier.store.StatisticsReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/statistics")
@ForServices
@Tag(name = "Operators")
class StatisticsController {
  private final StatisticsReader reader;

  StatisticsController(StatisticsReader reader) {
    this.reader = reader;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "How many subscriptions there are, and what browsers told of notifications")
  StatisticsView read(Application application) {
    return StatisticsView.of(reader.read(application.id()));
  }
}
