package dev.towncrier.simulator.script;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every answer that push services are known to give, one a row. */
public enum Preset {
  ACCEPTED_200(Service.ANY, 200, Meaning.ACCEPTED),
  ACCEPTED_201(Service.ANY, 201, Meaning.ACCEPTED),
  ACCEPTED_202(Service.ANY, 202, Meaning.ACCEPTED),
  REDIRECT_301(Service.ANY, 301, Meaning.REFUSED, Map.of("Location", "https://127.0.0.1/"), null),
  REDIRECT_307(Service.ANY, 307, Meaning.REFUSED, Map.of("Location", "https://127.0.0.1/"), null),
  GONE_404(Service.ANY, 404, Meaning.GONE),
  GONE_410(Service.ANY, 410, Meaning.GONE),
  TOO_LARGE_413(Service.ANY, 413, Meaning.TOO_LARGE),
  UNEXPLAINED_400(Service.ANY, 400, Meaning.REFUSED),
  UNEXPLAINED_401(Service.ANY, 401, Meaning.VAPID_REJECTED),
  UNEXPLAINED_403(Service.ANY, 403, Meaning.REFUSED),
  RATE_LIMITED_429(Service.ANY, 429, Meaning.LATER),
  RATE_LIMITED_429_SECONDS(Service.ANY, 429, Meaning.LATER, retryAfter("2"), null),
  RATE_LIMITED_429_DATE(Service.ANY, 429, Meaning.LATER, retryAfter(Preset.SOON), null),
  UNAVAILABLE_500(Service.ANY, 500, Meaning.LATER),
  UNAVAILABLE_502(Service.ANY, 502, Meaning.LATER),
  UNAVAILABLE_503(Service.ANY, 503, Meaning.LATER),
  UNAVAILABLE_503_SECONDS(Service.ANY, 503, Meaning.LATER, retryAfter("2"), null),
  UNAVAILABLE_504(Service.ANY, 504, Meaning.LATER),

  FCM_KEY_MISMATCH(
      Service.FCM,
      403,
      Meaning.KEY_MISMATCH,
      "the VAPID credentials in the authorization header do not correspond to the credentials used"
          + " to create the subscriptions.\n"),
  FCM_UNAUTHORIZED_REGISTRATION(
      Service.FCM, 400, Meaning.VAPID_REJECTED, "<TITLE>UnauthorizedRegistration</TITLE>\n"),
  FCM_429(Service.FCM, 429, Meaning.LATER, retryAfter("2"), "Too many messages for this site.\n"),
  FCM_404(Service.FCM, 404, Meaning.GONE, "A valid push subscription endpoint is wanted.\n"),

  MOZILLA_400_110(Service.MOZILLA, Meaning.REFUSED, 400, 110),
  MOZILLA_400_111(Service.MOZILLA, Meaning.REFUSED, 400, 111),
  MOZILLA_400_112(Service.MOZILLA, Meaning.REFUSED, 400, 112),
  MOZILLA_400_113(Service.MOZILLA, Meaning.REFUSED, 400, 113),
  MOZILLA_401_109(Service.MOZILLA, Meaning.VAPID_REJECTED, 401, 109),
  MOZILLA_404_102(Service.MOZILLA, Meaning.GONE, 404, 102),
  MOZILLA_410_103(Service.MOZILLA, Meaning.GONE, 410, 103),
  MOZILLA_410_105(Service.MOZILLA, Meaning.GONE, 410, 105),
  MOZILLA_410_106(Service.MOZILLA, Meaning.GONE, 410, 106),
  MOZILLA_413_104(Service.MOZILLA, Meaning.TOO_LARGE, 413, 104),
  MOZILLA_503_201(Service.MOZILLA, Meaning.LATER, 503, 201),
  MOZILLA_503_202(Service.MOZILLA, Meaning.LATER, 503, 202),

  APPLE_BAD_TOPIC(Service.APPLE, 400, Meaning.REFUSED, "{\"reason\":\"BadWebPushTopic\"}"),
  APPLE_KEY_MISMATCH_400(
      Service.APPLE, 400, Meaning.KEY_MISMATCH, "{\"reason\":\"VapidPkHashMismatch\"}"),
  APPLE_KEY_MISMATCH_403(
      Service.APPLE, 403, Meaning.KEY_MISMATCH, "{\"reason\":\"VapidPkHashMismatch\"}"),
  APPLE_BAD_JWT(Service.APPLE, 403, Meaning.VAPID_REJECTED, "{\"reason\":\"BadJwtToken\"}"),
  APPLE_429(Service.APPLE, 429, Meaning.LATER, "{\"reason\":\"TooManyRequests\"}"),

  WNS_BAD_CACHE_POLICY(
      Service.WNS,
      400,
      Meaning.REFUSED,
      wns("dropped", "X-WNS-Error-Description", "Ttl conflicts with X-WNS-Cache-Policy"),
      null),
  WNS_THROTTLED(Service.WNS, 406, Meaning.LATER, wns("channelthrottled", "Retry-After", "2"), null),
  WNS_APP_THROTTLED(
      Service.WNS, 406, Meaning.LATER, wns("appthrottled", "X-WNS-CONTINUE-AFTER", "2"), null),
  WNS_THROTTLED_429(
      Service.WNS, 429, Meaning.LATER, wns("channelthrottled", "Retry-After", "2"), null),
  WNS_DROPPED(
      Service.WNS,
      201,
      Meaning.REFUSED,
      wns("dropped", "X-WNS-Error-Description", "Device is offline"),
      null),
  WNS_404(Service.WNS, 404, Meaning.GONE, wns("dropped", "MS-CV", "simulated.0"), null),
  WNS_410(Service.WNS, 410, Meaning.GONE, wns("dropped", "MS-CV", "simulated.0"), null);

  /** A push service that gives an answer. */
  public enum Service {
    /** All of them. */
    ANY("127.0.0.1"),
    FCM("fcm.googleapis.com"),
    MOZILLA("updates.push.services.mozilla.com"),
    APPLE("web.push.apple.com"),
    WNS("wns2-simulated.notify.windows.com");

    private final String host;

    Service(String host) {
      this.host = host;
    }

    /** A host of its endpoints. */
    public String host() {
      return host;
    }
  }

  // Stands for a time soon after the answer is told.
  private static final String SOON = "soon";
  private static final Duration WAIT = Duration.ofSeconds(2);
  // RFC 9110 section 5.6.7
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final Service service;
  private final int status;
  private final Meaning meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> headers;

  private final @Nullable String body;

  Preset(
      Service service,
      int status,
      Meaning meaning,
      Map<String, String> headers,
      @Nullable String body) {
    this.service = service;
    this.status = status;
    this.meaning = meaning;
    this.headers = headers;
    this.body = body;
  }

  Preset(Service service, int status, Meaning meaning) {
    this(service, status, meaning, Map.of(), null);
  }

  Preset(Service service, int status, Meaning meaning, String body) {
    this(service, status, meaning, Map.of(), body);
  }

  Preset(Service service, Meaning meaning, int status, int errno) {
    this(
        service,
        status,
        meaning,
        Map.of("Content-Type", "application/json"),
        "{\"code\": %d, \"errno\": %d, \"error\": \"\", \"message\": \"simulated\"}"
            .formatted(status, errno));
  }

  private static Map<String, String> retryAfter(String value) {
    return Map.of("Retry-After", value);
  }

  private static Map<String, String> wns(String word, String name, String value) {
    return Map.of("X-WNS-Status", word, "X-WNS-NotificationStatus", word, name, value);
  }

  /** The push service that gives it. */
  public Service service() {
    return service;
  }

  public int status() {
    return status;
  }

  /** What the service means by it. */
  public Meaning meaning() {
    return meaning;
  }

  /** The name in the control API, such as {@code fcm-key-mismatch}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The answer, for every request from now on.
   *
   * @param now when it is told: a date in it is two seconds later, cut to seconds
   */
  public ScriptedAnswer answer(Instant now) {
    ScriptedAnswer answer = ScriptedAnswer.always(status);
    if (body != null) answer = answer.withBody(body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String value = header.getValue();
      answer =
          answer.withHeader(
              header.getKey(),
              value.equals(SOON) ? HTTP_DATE.format(now.plus(WAIT).atZone(UTC)) : value);
    }
    return answer;
  }

  /**
   * The preset of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Preset of(String word) {
    return Arrays.stream(values())
        .filter(preset -> preset.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "preset is none of "
                    + Arrays.stream(values()).map(Preset::word).collect(Collectors.joining(", "))
                    + ": "
                    + word));
  }
}
