package dev.towncrier.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.contract.DeliveryIds;
import dev.towncrier.contract.Json;
import dev.towncrier.contract.Topics;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.sealing.KeyEncryptionKey;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.infrastructure.Database;
import dev.towncrier.infrastructure.TestInfrastructure;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.NewApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The application on real parts, and a client for it. */
public final class RunningApi implements AutoCloseable {
  /** Opens everything. */
  public static final String ADMIN_KEY = "admin-key-of-the-tests";

  /** What the secrets of the tests are sealed under. */
  public static final KeyEncryptionKey KEY = KeyEncryptionKey.random();

  private static final AtomicInteger applications = new AtomicInteger();
  private static RunningApi shared;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final Database database;
  private final String topicPrefix;

  private RunningApi(Database database, String topicPrefix, Map<String, String> settings) {
    this.database = database;
    this.topicPrefix = topicPrefix;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("spring.main.banner-mode", "off");
    all.put("spring.datasource.url", database.jdbcUrl());
    all.put("spring.datasource.username", database.user());
    all.put("spring.datasource.password", database.password());
    all.put("spring.kafka.bootstrap-servers", TestInfrastructure.kafka());
    all.put("towncrier.topic-prefix", topicPrefix);
    all.put("towncrier.admin-key", ADMIN_KEY);
    all.put("towncrier.rate-limit", "0");
    all.put("towncrier.connection-limit", "0");
    all.put("towncrier.topic-partitions", "1");
    all.put("towncrier.key-encryption.keys", KEY.text());
    all.put("towncrier.push-service.allowed-origins", "http://127.0.0.1:8443");
    all.putAll(settings);
    context =
        ApiApplication.application()
            .run(
                all.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
  }

  /** The one that most tests share, each with applications of its own. */
  public static synchronized RunningApi shared() {
    if (shared == null) {
      String prefix = TestInfrastructure.freshTopicPrefix();
      createTopic(prefix + ".notifications");
      createTopic(prefix + ".replays");
      createTopic(prefix + ".outcomes");
      createTopic(prefix + ".deliveries.direct");
      shared = new RunningApi(TestInfrastructure.freshDatabase(), prefix, Map.of());
    }
    return shared;
  }

  /** One on a database of its own; to be closed. */
  public static RunningApi alone() {
    return new RunningApi(
        TestInfrastructure.freshDatabase(), TestInfrastructure.freshTopicPrefix(), Map.of());
  }

  /** Another one on the same database and topics, with further settings; to be closed. */
  public RunningApi another(Map<String, String> settings) {
    return new RunningApi(database, topicPrefix, settings);
  }

  /** Creates an application with the topics news and sport, for pages on localhost. */
  public Application newApplication() {
    return newApplication("http://localhost:*", "https://shop.example");
  }

  /** The same for pages of these origins. */
  public Application newApplication(String... allowedOrigins) {
    String id = "app-" + applications.incrementAndGet();
    P256KeyPair key = P256.bouncyCastle().generateKeyPair();
    Applications store = context.getBean(Applications.class);
    store.create(
        new NewApplication(
            id,
            "Application of a test",
            List.of(allowedOrigins),
            List.of(new Application.Topic("news", "News"), new Application.Topic("sport", "Sport")),
            new VapidSubject("mailto:push@shop.example"),
            "https://shop.example/"),
        key);
    return store.find(id).orElseThrow();
  }

  /** The id of a delivery, as the worker makes it. */
  public String deliveryId(Application application, String notification, String subscription) {
    return new DeliveryIds(context.getBean(Applications.class)::deliverySecret)
        .of(application.id(), notification)
        .of(subscription.getBytes(US_ASCII));
  }

  /** Sends a request with these headers; a null body is none. Of an event stream reads nothing. */
  public Answer call(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      return new Answer(http.send(request.build(), RunningApi::read));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static BodySubscriber<String> read(ResponseInfo response) {
    return response.headers().firstValue("Content-Type").orElse("").equals("text/event-stream")
        ? new Leaving()
        : BodyHandlers.ofString().apply(response);
  }

  /** Leaves a stream, which has no end by itself. */
  private static final class Leaving implements BodySubscriber<String> {
    @Override
    public CompletionStage<String> getBody() {
      return CompletableFuture.completedFuture("");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
  }

  /** Sends a request that shows a bearer token. */
  public Answer callAs(String token, String method, String path, String body) {
    return call(method, path, body, Map.of("Authorization", "Bearer " + token));
  }

  public Answer get(String path) {
    return call("GET", path, null, Map.of());
  }

  public String kafka() {
    return TestInfrastructure.kafka();
  }

  public String notificationsTopic() {
    return topics().notifications();
  }

  public Topics topics() {
    return new Topics(topicPrefix);
  }

  /** Where it listens. */
  public URI address() {
    return uri("/");
  }

  /** Every route under /v1 that has a handler, such as {@code GET /v1/applications}. */
  public Set<String> handled() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(mapping ->
            mapping.getPatternValues().stream()
                .flatMap(path ->
                    mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + path)))
        .filter(route -> route.contains(" /v1/"))
        .collect(Collectors.toSet());
  }

  public String replaysTopic() {
    return topicPrefix + ".replays";
  }

  /** Rows of the tables that visitors and services write to. */
  public long rows() {
    return number(
        "select (select count(*) from subscription) + (select count(*) from notification)");
  }

  /** Rows of every table. */
  public Map<String, Long> rowsByTable() {
    Map<String, Long> rows = new LinkedHashMap<>();
    String names = "select string_agg(tablename, ',') from pg_tables where schemaname = 'public'";
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      List<String> tables;
      try (var result = statement.executeQuery(names)) {
        result.next();
        tables = List.of(result.getString(1).split(",", -1));
      }
      String counts =
          tables.stream()
              .map(table -> "select '%s', count(*) from \"%s\"".formatted(table, table))
              .collect(Collectors.joining(" union all "));
      try (var result = statement.executeQuery(counts)) {
        while (result.next()) {
          rows.put(result.getString(1), result.getLong(2));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The number that a query answers. */
  public long number(String sql) {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** What stands in each table now, as a hash. */
  public Map<String, String> data() {
    List<String> tables =
        rows("select tablename, '' from pg_tables where schemaname = 'public'").keySet().stream()
            .toList();
    return rows(
        tables.stream()
            .map(table ->
                "select '%1$s', md5(string_agg(t::text, ',' order by t::text)) from %1$s t"
                    .formatted(table))
            .collect(Collectors.joining(" union all ")));
  }

  private Map<String, String> rows(String sql) {
    Map<String, String> rows = new LinkedHashMap<>();
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.put(result.getString(1), String.valueOf(result.getString(2)));
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
    return rows;
  }

  /** The templates of all paths under /v1 that have a handler, described or not. */
  public Set<String> mappings() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(mapping -> mapping.getPatternValues().stream())
        .filter(template -> template.startsWith("/v1"))
        .collect(Collectors.toSet());
  }

  /** Changes the database behind the application's back. */
  public void execute(String sql) {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Makes everyone who wants to write to a table wait until it is closed. */
  public Connection lock(String table) {
    try {
      Connection connection = database.dataSource().getConnection();
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("lock table " + table + " in share mode");
      }
      return connection;
    } catch (SQLException e) {
      throw new AssertionError(table, e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private static void createTopic(String name) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestInfrastructure.kafka()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What the server answered. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return Json.MAPPER.readTree(body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
