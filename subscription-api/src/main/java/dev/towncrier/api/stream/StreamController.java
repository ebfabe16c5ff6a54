package dev.towncrier.api.stream;

import dev.towncrier.api.access.Admission;
import dev.towncrier.api.access.Caller;
import dev.towncrier.api.access.ForServices;
import dev.towncrier.store.Application;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForServices
@Tag(name = "Services")
class StreamController {
  private final Streams streams;
  private final Admission admission;

  StreamController(Streams streams, Admission admission) {
    this.streams = streams;
    this.admission = admission;
  }

  // The request's own virtual thread writes, for as long as the stream is open.
  @GetMapping(
      path = "/v1/applications/{application}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Server-sent events, without end: notification, push-services, rates, backlog")
  @ApiResponse(
      responseCode = "200",
      description =
          "notification: as the route of one notification answers, the newest 20 at first, then"
              + " whenever one changes; push-services: as their route answers, at first and whenever one"
              + " changes; rates: outcomes of about the last second; backlog:"
              + " deliveries that wait on Kafka, for those who may know of all applications",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  void stream(
      Application application,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      return;
    }
    EventStream stream = streams.open(application.id(), caller.application() == null);
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setHeader("X-Accel-Buffering", "no"); // has nginx pass on what comes
      stream.writeTo(response.getOutputStream(), () -> admission.holds(request));
    } finally {
      streams.close(stream);
    }
  }
}
