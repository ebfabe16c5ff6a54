package dev.towncrier.store;

import static dev.towncrier.store.schema.Tables.APPLICATION;
import static dev.towncrier.store.schema.Tables.TOPIC;

import dev.towncrier.store.Application.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What visitors of an application can choose. A topic that is removed is taken off all
 * subscriptions, so that one of the same id that is made later has nobody.
 */
public final class ApplicationTopics {
  /** How many an application may have. */
  public static final int MAX_COUNT = 50;

  private static final FixedSql KNOWN =
      new FixedSql(
          DSL.select(TOPIC.ID)
              .from(TOPIC)
              .where(TOPIC.APPLICATION_ID.eq(FixedSql.place(TOPIC.APPLICATION_ID)))
              .and(TOPIC.ID.eq(DSL.any(FixedSql.places(TOPIC.ID))))
              .orderBy(TOPIC.ID)
              .forKeyShare());

  private final DSLContext dsl;
  private final TopicRemovals removals;

  /** Reads and writes through {@code dataSource}. */
  public ApplicationTopics(DataSource dataSource) {
    this(dataSource, new TopicRemovals(dataSource));
  }

  ApplicationTopics(DataSource dataSource, TopicRemovals removals) {
    this.dsl = StoreConfiguration.dsl(dataSource);
    this.removals = removals;
  }

  /**
   * Adds a topic. If one of its id is still being taken off subscriptions, that is finished first.
   *
   * @param position from 0, the first; null or too large for the last
   */
  public TopicChange add(String application, Topic topic, @Nullable Integer position) {
    return rewrite(
        application,
        topics -> {
          if (indexOf(topics, topic.id()) >= 0) {
            return new TopicChange.Taken();
          }
          if (topics.size() >= MAX_COUNT) {
            return new TopicChange.TooMany();
          }
          return new TopicChange.Made(with(topics, topic, position));
        });
  }

  /**
   * Changes a topic's name or place.
   *
   * @param name null keeps it
   * @param position from 0, the first; too large for the last; null keeps it
   */
  public TopicChange change(
      String application, String id, @Nullable String name, @Nullable Integer position) {
    return rewrite(
        application,
        topics -> {
          int index = indexOf(topics, id);
          if (index < 0) {
            return new TopicChange.Unknown();
          }
          List<Topic> others = new ArrayList<>(topics);
          Topic before = others.remove(index);
          return new TopicChange.Made(
              with(
                  others,
                  new Topic(id, name == null ? before.name() : name),
                  position == null ? Integer.valueOf(index) : position));
        });
  }

  /**
   * Removes a topic. No visitor can choose it from then on; once this returns, no subscription has
   * it.
   */
  public TopicChange remove(String application, String id) {
    TopicChange change =
        rewrite(
            application,
            topics -> {
              int index = indexOf(topics, id);
              if (index < 0) {
                return new TopicChange.Unknown();
              }
              List<Topic> others = new ArrayList<>(topics);
              others.remove(index);
              return new TopicChange.Made(others);
            });
    removals.finish(application, List.of(id)); // also what an earlier call did not come to
    return change;
  }

  private TopicChange rewrite(String application, Function<List<Topic>, TopicChange> change) {
    while (true) {
      Optional<TopicChange> made =
          Collisions.retried(
              dsl,
              tx -> {
                lock(tx, application);
                TopicChange decided = change.apply(of(tx, application));
                return decided instanceof TopicChange.Made(var topics)
                        && !replace(tx, application, topics)
                    ? Optional.empty()
                    : Optional.of(decided);
              });
      if (made.isPresent()) {
        return made.get();
      }
      removals.finish(application, TopicRemovals.unfinished(dsl, application));
    }
  }

  /** Has nobody else change the application until the transaction ends; visitors don't wait. */
  static void lock(DSLContext tx, String application) {
    tx.selectOne()
        .from(APPLICATION)
        .where(APPLICATION.ID.eq(application))
        .forNoKeyUpdate()
        .execute();
  }

  static List<Topic> of(DSLContext tx, String application) {
    return tx.selectFrom(TOPIC)
        .where(TOPIC.APPLICATION_ID.eq(application))
        .orderBy(TOPIC.POSITION, TOPIC.ID)
        .fetch(row -> new Topic(row.getId(), row.getName()));
  }

  /**
   * Gives the application, which is locked, these topics, and it a new version. Those that it has
   * no more are noted as removed.
   *
   * @return false, with nothing done, if a removal of one that is new has yet to be finished
   */
  static boolean replace(DSLContext tx, String application, List<Topic> topics) {
    List<Topic> before = of(tx, application);
    Set<String> added = ids(topics);
    added.removeAll(ids(before));
    if (!TopicRemovals.unfinished(tx, application, added).isEmpty()) {
      return false;
    }
    Set<String> removed = ids(before);
    removed.removeAll(ids(topics));
    tx.deleteFrom(TOPIC)
        .where(TOPIC.APPLICATION_ID.eq(application))
        .and(TOPIC.ID.eq(DSL.any(removed.toArray(String[]::new))))
        .execute();
    TopicRemovals.note(tx, application, removed);
    for (int position = 0; position < topics.size(); position++) {
      put(tx, application, topics.get(position), position);
    }
    tx.update(APPLICATION)
        .set(APPLICATION.VERSION, APPLICATION.VERSION.plus(1))
        .where(APPLICATION.ID.eq(application))
        .execute();
    return true;
  }

  static void put(DSLContext tx, String application, Topic topic, int position) {
    tx.insertInto(TOPIC)
        .set(TOPIC.APPLICATION_ID, application)
        .set(TOPIC.ID, topic.id())
        .set(TOPIC.NAME, topic.name())
        .set(TOPIC.POSITION, position)
        .onConflict(TOPIC.APPLICATION_ID, TOPIC.ID)
        .doUpdate()
        .set(TOPIC.NAME, topic.name())
        .set(TOPIC.POSITION, position)
        .execute();
  }

  /**
   * The first of these that the application does not have. Those that it has stay until the
   * transaction ends.
   */
  static Optional<String> firstUnknown(
      DSLContext tx, String application, @Nullable Collection<String> topics) {
    if (topics == null || topics.isEmpty()) {
      return Optional.empty();
    }
    Set<String> known = known(tx, application, topics);
    return topics.stream().filter(topic -> !known.contains(topic)).findFirst();
  }

  /** Those of these that the application has. They stay until the transaction ends. */
  static Set<String> known(DSLContext tx, String application, Collection<String> topics) {
    if (topics.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        KNOWN.fetch(tx, row -> row.getString(1), application, topics.toArray(String[]::new)));
  }

  private static List<Topic> with(List<Topic> topics, Topic topic, @Nullable Integer position) {
    List<Topic> all = new ArrayList<>(topics);
    all.add(position == null ? all.size() : Math.min(position, all.size()), topic);
    return all;
  }

  private static int indexOf(List<Topic> topics, String id) {
    return topics.stream().map(Topic::id).toList().indexOf(id);
  }

  private static Set<String> ids(List<Topic> topics) {
    return topics.stream().map(Topic::id).collect(Collectors.toCollection(HashSet::new));
  }
}
