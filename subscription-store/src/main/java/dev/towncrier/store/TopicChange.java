package dev.towncrier.store;

import java.util.List;

/** What came of a change to an application's topics. */
public sealed interface TopicChange {
  /** It is made; all topics as they are now, in their order. */
  record Made(List<Application.Topic> topics) implements TopicChange {}

  /** The application has a topic of this id. */
  record Taken() implements TopicChange {}

  /** The application has no topic of this id. */
  record Unknown() implements TopicChange {}

  /** The application has as many topics as it may. */
  record TooMany() implements TopicChange {}
}
