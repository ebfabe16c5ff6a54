package dev.towncrier.benchmarks.bare;

/** The SQL of a visitor's requests, as the API has it executed; {@code ?} is a parameter. */
public final class Statements {

  /** The application of a request. Parameter: id. */
  public static final String APPLICATION =
      """
      select application.id, application.name, application.allowed_origins,
        array(select topic.id from topic where topic.application_id = application.id
          order by topic.position, topic.id) as topic_ids,
        array(select topic.name from topic where topic.application_id = application.id
          order by topic.position, topic.id) as topic_names,
        application.vapid_subject, application.navigate, application.receipts,
        vapid_key.id as key_id, vapid_key.public_key, application.version
      from application join vapid_key on (vapid_key.application_id = application.id
        and vapid_key.state = 'current')
      where application.id = ? order by application.id\
      """;

  /** Those of some topics that the application has, which stay for now. Parameters: id, topics. */
  public static final String LOCK_TOPICS =
      """
      select topic.id from topic
      where (topic.application_id = ? and topic.id = any (cast(? as text[])))
      order by topic.id for key share\
      """;

  private static final String COLUMNS =
      """
      id, application_id, sealed_target, endpoint_hash, p256dh, push_service, vapid_key_id,
        token_hash, user_id, topics, tags, locale, time_zone, version, created_at, accepted,
        suspect_since, key_mismatch_since, expires_at, last_seen_on, last_accepted_on,
        browser\
      """;

  /** A new subscription, unless its endpoint is known. Parameters: in the order of the columns. */
  public static final String INSERT =
      """
      insert into subscription (id, application_id, sealed_target, endpoint_hash, p256dh,
        push_service, vapid_key_id, token_hash, user_id, topics, tags, locale, time_zone,
        expires_at, last_seen_on, browser)
      values (cast(? as uuid), ?, ?, ?, ?, ?, cast(? as uuid), ?, ?, cast(? as text[]),
        cast(? as jsonb), ?, ?, cast(? as timestamp with time zone), cast(? as date), ?)
      on conflict do nothing\
      """
          + " returning "
          + COLUMNS;

  /** The subscription of an endpoint. Parameters: application, hash of the endpoint. */
  public static final String LOCK_BY_ENDPOINT =
      "select "
          + COLUMNS
          + " from subscription where (application_id = ? and endpoint_hash = ?) for update";

  /** What a known endpoint brings anew. Parameters: in the order written, then the id. */
  public static final String UPDATE =
      """
      update subscription set sealed_target = ?, endpoint_hash = ?, p256dh = ?,
        push_service = ?, vapid_key_id = cast(? as uuid), token_hash = ?, user_id = ?,
        topics = cast(? as text[]), tags = cast(? as jsonb), locale = ?, time_zone = ?,
        expires_at = cast(? as timestamp with time zone), last_seen_on = cast(? as date),
        browser = ?,
        version = ?, accepted = ?, suspect_since = cast(? as timestamp with time zone),
        key_mismatch_since = cast(? as timestamp with time zone)
      where id = cast(? as uuid)\
      """;

  /** A subscription. Parameters: application, id. */
  public static final String LOCK_BY_ID =
      "select "
          + COLUMNS
          + " from subscription where (application_id = ? and id = cast(? as uuid)) for update";

  /** Its end. Parameter: id. */
  public static final String DELETE = "delete from subscription where id = cast(? as uuid)";

  private Statements() {}
}
