package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.infrastructure.TestInfrastructure;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionsIT {
  private final DSLContext sql =
      StoreConfiguration.dsl(TestInfrastructure.freshDatabase().dataSource());

  @BeforeEach
  void createTable() {
    sql.execute("create table noted (what text primary key)");
  }

  @Test
  void whatATransactionDidStays() {
    sql.transaction(transaction -> transaction.dsl().execute("insert into noted values ('kept')"));

    assertThat(noted()).isEqualTo("kept");
  }

  @Test
  void nothingStaysOfOneThatFails() {
    assertThatThrownBy(() ->
            sql.transaction(transaction -> {
              transaction.dsl().execute("insert into noted values ('lost')");
              throw new IllegalArgumentException("changed its mind");
            }))
        .hasMessageContaining("changed its mind");

    assertThat(noted()).isEqualTo("");
    assertThat(
            sql.fetchValue(
                "select count(*) from pg_stat_activity"
                    + " where datname = current_database() and state like 'idle in %'"))
        .isEqualTo(0L);
  }

  @Test
  void oneWithinAnotherFailsByItself() {
    sql.transaction(outer -> {
      outer.dsl().execute("insert into noted values ('before')");
      assertThatThrownBy(() ->
              outer
                  .dsl()
                  .transaction(inner -> {
                    inner.dsl().execute("insert into noted values ('within')");
                    inner.dsl().execute("insert into noted values ('before')");
                  }))
          .hasMessageContaining("duplicate key");
      outer.dsl().transaction(inner -> inner.dsl().execute("insert into noted values ('then')"));
      outer.dsl().execute("insert into noted values ('after')");
    });

    assertThat(noted()).isEqualTo("before then after");
  }

  private Object noted() {
    return sql.fetchValue("select coalesce(string_agg(what, ' ' order by ctid), '') from noted");
  }
}
