package dev.towncrier.store;

import dev.towncrier.crypto.sealing.Sealer;
import dev.towncrier.store.keyencryption.KeyEncryptionConfiguration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The store as Spring beans, for an application that has a {@link DataSource} and an {@link
 * InstantSource}, and is configured with key-encryption keys.
 */
@Configuration(proxyBeanMethods = false)
@Import(KeyEncryptionConfiguration.class)
@EnableConfigurationProperties(RetirementSettings.class)
public class StoreConfiguration {
  /** Makes SQL and executes none. */
  static final DSLContext SQL = DSL.using(postgres());

  static DSLContext dsl(DataSource dataSource) {
    DefaultConfiguration configuration = postgres();
    configuration.setDataSource(dataSource);
    configuration.setTransactionProvider(new Transactions());
    return DSL.using(configuration);
  }

  private static DefaultConfiguration postgres() {
    DefaultConfiguration configuration = new DefaultConfiguration();
    configuration.setSQLDialect(SQLDialect.POSTGRES);
    configuration.setSettings(new Settings().withRenderSchema(false).withExecuteLogging(false));
    return configuration;
  }

  @Bean
  Applications applications(DataSource dataSource, Sealer sealer) {
    return new Applications(dataSource, sealer);
  }

  @Bean
  ApplicationTopics applicationTopics(DataSource dataSource) {
    return new ApplicationTopics(dataSource);
  }

  @Bean
  VapidKeys vapidKeys(DataSource dataSource, Sealer sealer) {
    return new VapidKeys(dataSource, sealer);
  }

  @Bean
  KeyRetirement keyRetirement(DataSource dataSource, InstantSource clock) {
    return new KeyRetirement(dataSource, clock);
  }

  @Bean
  ApiKeys apiKeys(DataSource dataSource, InstantSource clock) {
    return new ApiKeys(dataSource, clock);
  }

  @Bean
  UserKeys userKeys(DataSource dataSource, Sealer sealer, InstantSource clock) {
    return new UserKeys(dataSource, sealer, clock);
  }

  @Bean
  Erasures erasures(DataSource dataSource, InstantSource clock) {
    return new Erasures(dataSource, clock);
  }

  @Bean
  Subscriptions subscriptions(DataSource dataSource, Sealer sealer, InstantSource clock) {
    return new Subscriptions(dataSource, sealer, clock);
  }

  @Bean
  AnalyticsReader analyticsReader(DataSource dataSource) {
    return new AnalyticsReader(dataSource);
  }

  @Bean
  SubscriptionAdditions subscriptionAdditions(Subscriptions subscriptions) {
    return new SubscriptionAdditions(subscriptions);
  }

  @Bean
  SubscriptionExport subscriptionExport(DataSource dataSource, Sealer sealer) {
    return new SubscriptionExport(dataSource, sealer);
  }

  @Bean
  DeliveryTargets deliveryTargets(DataSource dataSource, Sealer sealer) {
    return new DeliveryTargets(dataSource, sealer);
  }

  @Bean
  SubscriptionMarks subscriptionMarks(DataSource dataSource, InstantSource clock) {
    return new SubscriptionMarks(dataSource, clock);
  }

  @Bean
  LatestMessages latestMessages(DataSource dataSource) {
    return new LatestMessages(dataSource);
  }

  @Bean
  PushServiceStates pushServiceStates(DataSource dataSource, InstantSource clock) {
    return new PushServiceStates(dataSource, clock);
  }

  @Bean
  PushServiceReader pushServiceReader(DataSource dataSource, InstantSource clock) {
    return new PushServiceReader(dataSource, clock);
  }

  @Bean
  Sweeper sweeper(DataSource dataSource, InstantSource clock) {
    return new Sweeper(dataSource, clock);
  }

  @Bean
  Retirement retirement(DataSource dataSource, RetirementSettings settings, InstantSource clock) {
    return new Retirement(dataSource, settings, clock);
  }

  @Bean
  Receipts receipts(DataSource dataSource, Applications applications, InstantSource clock) {
    return new Receipts(dataSource, applications::deliverySecret, clock);
  }

  @Bean
  StatisticsReader statisticsReader(
      DataSource dataSource, RetirementSettings settings, InstantSource clock) {
    return new StatisticsReader(dataSource, settings, clock);
  }

  @Bean
  Resealing resealing(DataSource dataSource, Sealer sealer) {
    return new Resealing(dataSource, sealer);
  }

  @Bean
  Notifications notifications(DataSource dataSource) {
    return new Notifications(dataSource);
  }

  @Bean
  Fanouts fanouts(DataSource dataSource) {
    return new Fanouts(dataSource);
  }

  @Bean
  FanoutRanges fanoutRanges(DataSource dataSource) {
    return new FanoutRanges(dataSource);
  }

  @Bean
  NotificationControl notificationControl(DataSource dataSource) {
    return new NotificationControl(dataSource);
  }

  @Bean
  Schedule schedule(DataSource dataSource) {
    return new Schedule(dataSource);
  }

  @Bean
  AudienceReader audienceReader(DataSource dataSource) {
    return new AudienceReader(dataSource);
  }

  @Bean
  OutcomeCounts outcomeCounts(DataSource dataSource) {
    return new OutcomeCounts(dataSource);
  }

  @Bean
  ConsumedOffsets consumedOffsets(DataSource dataSource) {
    return new ConsumedOffsets(dataSource);
  }

  @Bean
  DeadLetters deadLetters(DataSource dataSource) {
    return new DeadLetters(dataSource);
  }

  @Bean
  Replays replays(DataSource dataSource, InstantSource clock) {
    return new Replays(dataSource, clock);
  }
}
