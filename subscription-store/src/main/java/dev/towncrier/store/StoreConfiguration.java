package dev.towncrier.store;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store as Spring beans, for an application that has a {@link DataSource}. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

  static DSLContext dsl(DataSource dataSource) {
    return DSL.using(
        dataSource,
        SQLDialect.POSTGRES,
        new Settings().withRenderSchema(false).withExecuteLogging(false));
  }

  @Bean
  Applications applications(DataSource dataSource) {
    return new Applications(dataSource);
  }

  @Bean
  Subscriptions subscriptions(DataSource dataSource) {
    return new Subscriptions(dataSource);
  }

  @Bean
  DeliveryTargets deliveryTargets(DataSource dataSource) {
    return new DeliveryTargets(dataSource);
  }

  @Bean
  Notifications notifications(DataSource dataSource) {
    return new Notifications(dataSource);
  }

  @Bean
  AudienceReader audienceReader(DataSource dataSource) {
    return new AudienceReader(dataSource);
  }

  @Bean
  OutcomeCounts outcomeCounts(DataSource dataSource) {
    return new OutcomeCounts(dataSource);
  }
}
