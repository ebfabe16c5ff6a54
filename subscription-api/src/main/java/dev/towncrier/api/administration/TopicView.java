package dev.towncrier.api.administration;

import dev.towncrier.store.Application.Topic;
import java.util.List;

/**
 * A topic of an application.
 *
 * @param position from 0, the first that visitors are shown
 */
record TopicView(String id, String name, int position) {

  /** The topic of that id among all of its application. */
  static TopicView of(List<Topic> topics, String id) {
    int position = topics.stream().map(Topic::id).toList().indexOf(id);
    return new TopicView(id, topics.get(position).name(), position);
  }
}
