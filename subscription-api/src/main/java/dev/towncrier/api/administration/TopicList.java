package dev.towncrier.api.administration;

import dev.towncrier.store.Application.Topic;
import java.util.List;

/** An application's topics, in the order in which visitors are shown them. */
record TopicList(List<TopicView> topics) {

  static TopicList of(List<Topic> topics) {
    return new TopicList(topics.stream().map(topic -> TopicView.of(topics, topic.id())).toList());
  }
}
