package dev.towncrier.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedServersIT {

  @Test
  void givesEveryCallerADatabaseOfItsOwn() throws Exception {
    Database first = TestInfrastructure.freshDatabase();
    Database second = TestInfrastructure.freshDatabase();

    assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
    try (var connection = first.dataSource().getConnection()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(18);
    }
  }

  @Test
  void readsOnlyWhatWasCommitted() throws Exception {
    var topic =
        new Topic(TestInfrastructure.kafka(), TestInfrastructure.freshTopicPrefix() + ".words");
    topic.create();
    topic.write("first", "aborted");
    topic.write("second", "aborted too");

    assertThat(topic.read(2)).containsExactly("first", "second");
  }
}
