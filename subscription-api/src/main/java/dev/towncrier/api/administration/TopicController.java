package dev.towncrier.api.administration;

import dev.towncrier.api.access.ForServices;
import dev.towncrier.api.input.JsonBody;
import dev.towncrier.api.problems.Problem;
import dev.towncrier.api.problems.ProblemKind;
import dev.towncrier.contract.JsonMembers;
import dev.towncrier.store.Application;
import dev.towncrier.store.ApplicationTopics;
import dev.towncrier.store.TopicChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/applications/{application}/topics")
@ForServices
@Tag(name = "Operators")
class TopicController {
  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
  private static final int MAX_BYTES = 8_192;

  private final ApplicationTopics topics;

  TopicController(ApplicationTopics topics) {
    this.topics = topics;
  }

  @GetMapping(produces = JSON)
  @Operation(summary = "The application's topics, in the order in which visitors are shown them")
  TopicList list(Application application) {
    return TopicList.of(application.topics());
  }

  @PostMapping(consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Adds a topic, which visitors can choose from then on")
  ResponseEntity<TopicView> add(
      Application application,
      @JsonBody(
              maxBytes = MAX_BYTES,
              example = "{\"id\": \"offers\", \"name\": \"Offers\", \"position\": 0}")
          JsonMembers body) {
    Application.Topic topic = TopicReader.topic(body);
    TopicView view =
        view(topics.add(application.id(), topic, TopicReader.position(body)), topic.id());
    return ResponseEntity.created(
            URI.create("/v1/applications/" + application.id() + "/topics/" + topic.id()))
        .body(view);
  }

  @PatchMapping(path = "/{topic}", consumes = JSON, produces = JSON)
  @Operation(summary = "Changes a topic's name or position")
  TopicView change(
      Application application,
      @PathVariable String topic,
      @JsonBody(maxBytes = MAX_BYTES, example = "{\"name\": \"News of the week\", \"position\": 0}")
          JsonMembers body) {
    return view(
        topics.change(
            application.id(),
            checked(topic),
            TopicReader.optionalName(body),
            TopicReader.position(body)),
        topic);
  }

  @DeleteMapping("/{topic}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Removes a topic and takes it off all subscriptions")
  void remove(Application application, @PathVariable String topic) {
    switch (topics.remove(application.id(), checked(topic))) {
      case TopicChange.Made _ -> {}
      case TopicChange.Unknown _, TopicChange.Taken _, TopicChange.TooMany _ -> throw unknown();
    }
  }

  private static TopicView view(TopicChange change, String id) {
    return switch (change) {
      case TopicChange.Made(var all) -> TopicView.of(all, id);
      case TopicChange.Unknown _ -> throw unknown();
      case TopicChange.Taken _ ->
          throw Problem.about(
              ProblemKind.TOPIC_TAKEN, "id", "is that of a topic that exists: \"" + id + "\"");
      case TopicChange.TooMany _ ->
          throw Problem.of(
              ProblemKind.UNACCEPTABLE,
              "The application has "
                  + ApplicationTopics.MAX_COUNT
                  + " topics, which is the limit.");
    };
  }

  private static String checked(String topic) {
    if (!topic.matches(TopicReader.ID)) { // Postgres would not take every text
      throw unknown();
    }
    return topic;
  }

  private static Problem unknown() {
    return Problem.of(ProblemKind.NOT_FOUND, "The application has no topic of this id.");
  }
}
