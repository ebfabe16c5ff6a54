package dev.towncrier.api.problems;

import dev.towncrier.contract.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Describes what Tomcat refused by the request line alone, which no servlet gets to see. */
class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null
        || !status.isError()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", ProblemKind.type(status.name()));
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", "The request was refused unread.");
    try {
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Cache-Control", "no-store");
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(body));
      response.finishResponse();
    } catch (IOException e) {
      container.getLogger().debug("The client did not wait for the answer", e);
    }
  }
}
