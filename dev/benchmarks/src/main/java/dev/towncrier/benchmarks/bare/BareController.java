package dev.towncrier.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towncrier.contract.Sha256;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscribes and unsubscribes by the API's SQL, in its transactions. Checks nothing and seals
 * nothing: the sealed target, the token and its hash are the same bytes every time, as long as real
 * ones.
 */
@RestController
@RequestMapping("/v1/applications/{application}/subscriptions")
class BareController {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int SEALED_LENGTH = 241;
  private static final byte[] SEALED_TARGET = prepared(SEALED_LENGTH);
  private static final byte[] TOKEN_HASH = prepared(32);
  private static final String TOKEN = BASE64URL.encodeToString(prepared(32));

  /** What a page posts, as far as it is stored. */
  record Body(
      BrowserSubscription subscription, List<String> topics, String locale, String timeZone) {}

  /** {@code PushSubscription.toJSON()}. */
  record BrowserSubscription(String endpoint, Keys keys) {}

  /** Its keys in base64url. */
  record Keys(String p256dh, String auth) {}

  /** The answer to a POST. */
  record Created(UUID id, String token, List<String> topics) {}

  /** An application as far as it is needed. */
  private record Application(
      String id,
      List<String> origins,
      UUID keyId,
      String publicKey,
      List<String> topicIds,
      List<String> topicNames) {}

  /** A row as far as it is needed. */
  private record Row(UUID id, int version, boolean tokenMatches) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  BareController(JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @PostMapping
  ResponseEntity<Created> subscribe(
      @PathVariable("application") String name, @RequestBody Body body) {
    Application application = application(name);
    byte[] hash = Sha256.of(body.subscription().endpoint().getBytes(UTF_8));
    byte[] userAgentKey = Base64.getUrlDecoder().decode(body.subscription().keys().p256dh());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    String[] topics = body.topics().toArray(String[]::new);
    UUID fresh = freshId();
    UUID id =
        Objects.requireNonNull(
            transactions.execute(_ -> {
              var _ =
                  jdbc.queryForList(Statements.LOCK_TOPICS, String.class, application.id(), topics);
              Row created =
                  one(
                      Statements.INSERT,
                      fresh,
                      application.id(),
                      SEALED_TARGET,
                      hash,
                      userAgentKey,
                      origin(body.subscription().endpoint()),
                      application.keyId(),
                      TOKEN_HASH,
                      null,
                      topics,
                      "{}",
                      body.locale(),
                      body.timeZone(),
                      null,
                      today,
                      null);
              if (created != null) {
                return created.id();
              }
              Row known =
                  Objects.requireNonNull(one(Statements.LOCK_BY_ENDPOINT, application.id(), hash));
              jdbc.update(
                  Statements.UPDATE,
                  SEALED_TARGET,
                  hash,
                  userAgentKey,
                  origin(body.subscription().endpoint()),
                  application.keyId(),
                  TOKEN_HASH,
                  null,
                  topics,
                  "{}",
                  body.locale(),
                  body.timeZone(),
                  null,
                  today,
                  null,
                  known.version() + 1,
                  false,
                  null,
                  null,
                  known.id());
              return known.id();
            }));
    return ResponseEntity.status(id.equals(fresh) ? HttpStatus.CREATED : HttpStatus.OK)
        .location(URI.create("/v1/applications/" + name + "/subscriptions/" + id))
        .body(new Created(id, TOKEN, body.topics()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unsubscribe(@PathVariable("application") String name, @PathVariable("id") UUID id) {
    Application application = application(name);
    transactions.executeWithoutResult(_ -> {
      Row row = Objects.requireNonNull(one(Statements.LOCK_BY_ID, application.id(), id));
      if (row.tokenMatches()) {
        jdbc.update(Statements.DELETE, id);
      }
    });
  }

  private Application application(String name) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            Statements.APPLICATION,
            (row, _) ->
                new Application(
                    row.getString("id"),
                    texts(row, "allowed_origins"),
                    row.getObject("key_id", UUID.class),
                    BASE64URL.encodeToString(row.getBytes("public_key")),
                    texts(row, "topic_ids"),
                    texts(row, "topic_names")),
            name));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private @Nullable Row one(String sql, @Nullable Object... arguments) {
    List<Row> rows = jdbc.query(sql, (row, _) -> row(row), arguments);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        Arrays.equals(row.getBytes("token_hash"), TOKEN_HASH));
  }

  private UUID freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (clock.millis() << 16) | 0x7000 | random.nextInt(0x1000);
    return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
  }

  private static String origin(String endpoint) {
    return endpoint.substring(0, endpoint.indexOf('/', "https://".length()));
  }

  private static byte[] prepared(int length) {
    byte[] bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }
}
