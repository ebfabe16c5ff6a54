package dev.towncrier.api.transfer;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.access.Needs;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.store.Application;
import dev.towncrier.store.ExportPage;
import dev.towncrier.store.ExportedSubscription;
import dev.towncrier.store.Scope;
import dev.towncrier.store.SubscriptionExport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/subscriptions")
@ForServices
@Tag(name = "Operators")
class TransferController {
  private static final Logger log = LoggerFactory.getLogger(TransferController.class);
  private static final String NDJSON = MediaType.APPLICATION_NDJSON_VALUE;
  private static final String CSV = "text/csv";
  private static final MediaType NDJSON_TYPE = MediaType.APPLICATION_NDJSON;
  private static final MediaType CSV_TYPE = MediaType.parseMediaType(CSV);

  /** Rows of one query of an export. */
  private static final int PAGE = 1_000;

  private final SubscriptionImport imports;
  private final SubscriptionExport exports;

  TransferController(SubscriptionImport imports, SubscriptionExport exports) {
    this.imports = imports;
    this.exports = exports;
  }

  // The type of the body is looked at here, so that a caller without a key learns nothing.
  @PostMapping(path = "/import", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Stores subscriptions that were made elsewhere; those that are known stay",
      requestBody =
          @RequestBody(
              required = true,
              description = "One subscription a line, at most 8,192 bytes each",
              content = {
                @Content(
                    mediaType = NDJSON,
                    schema = @Schema(type = "string"),
                    examples =
                        @ExampleObject(
                            "{\"endpoint\": \"https://...\", \"p256dh\": \"...\","
                                + " \"auth\": \"...\", \"topics\": [\"news\"]}")),
                @Content(
                    mediaType = CSV,
                    schema = @Schema(type = "string"),
                    examples =
                        @ExampleObject("endpoint,p256dh,auth,topics\nhttps://...,...,...,news"))
              }))
  ImportReport bringIn(
      Application application,
      @RequestParam(defaultValue = "1")
          @Parameter(description = "Number of the first line to look at, from 1")
          String from,
      HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    boolean csv = isCsv(request.getContentType());
    return imports.run(application, new LineReader(request.getInputStream()), csv, line(from));
  }

  @GetMapping(
      path = "/export",
      produces = {NDJSON, CSV})
  @Needs(Scope.MANAGE)
  @Operation(summary = "All subscriptions with their secrets, as an import takes them")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = NDJSON, schema = @Schema(type = "string")),
        @Content(mediaType = CSV, schema = @Schema(type = "string"))
      })
  void export(Application application, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean csv = prefersCsv(request.getHeader(HttpHeaders.ACCEPT));
    SubscriptionWriter writer =
        csv ? new SubscriptionWriter.Csv() : new SubscriptionWriter.Ndjson();
    ExportPage page = exports.page(application.id(), null, PAGE); // fails before the answer begins
    response.setContentType((csv ? CSV : NDJSON) + ";charset=UTF-8");
    OutputStream stream = response.getOutputStream();
    writer.begin(stream);
    write(page, writer, stream);
    while (page.next() != null) {
      page = exports.page(application.id(), page.next(), PAGE);
      write(page, writer, stream);
    }
    stream.flush();
  }

  private static void write(ExportPage page, SubscriptionWriter writer, OutputStream stream)
      throws IOException {
    page.unreadable()
        .forEach(
            id -> log.warn("Left out of an export, as it was tampered with: subscription {}", id));
    for (ExportedSubscription each : page.subscriptions()) {
      writer.write(each, stream);
    }
  }

  private static boolean isCsv(@Nullable String contentType)
      throws HttpMediaTypeNotSupportedException {
    try {
      MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
      if (type.isCompatibleWith(CSV_TYPE) || type.isCompatibleWith(NDJSON_TYPE)) {
        return type.isCompatibleWith(CSV_TYPE);
      }
    } catch (InvalidMediaTypeException _) {
      // as one that is not taken
    }
    throw new HttpMediaTypeNotSupportedException(
        "The body must be " + NDJSON + " or " + CSV, List.of(NDJSON_TYPE, CSV_TYPE));
  }

  /** Whether CSV comes before NDJSON in an Accept header (RFC 9110 section 12.5.1). */
  private static boolean prefersCsv(@Nullable String accept) {
    List<MediaType> accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
    MimeTypeUtils.sortBySpecificity(accepted);
    return accepted.stream()
        .filter(type -> type.includes(NDJSON_TYPE) || type.includes(CSV_TYPE))
        .findFirst()
        .map(type -> !type.includes(NDJSON_TYPE))
        .orElse(false);
  }

  private static long line(String from) {
    if (from.matches("\\d{1,15}") && Long.parseLong(from) >= 1) {
      return Long.parseLong(from);
    }
    throw Problem.about(
        ProblemKind.UNACCEPTABLE, "from", "must be the number of a line, from 1, not " + from);
  }
}
