package dev.towncrier.api.transfer;

import static dev.towncrier.api.transfer.Lines.csvLine;
import static dev.towncrier.api.transfer.Lines.everything;
import static dev.towncrier.api.transfer.Lines.line;
import static dev.towncrier.api.transfer.Lines.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.api.Browser;
import dev.towncrier.api.RunningApi;
import dev.towncrier.api.RunningApi.Answer;
import dev.towncrier.contract.Json;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.vapid.keyformat.KeyFormat;
import dev.towncrier.store.Application;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TransferIT {
  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String ABSENT = "https://updates.push.services.mozilla.com/wpush/v2/none";

  private final RunningApi api = RunningApi.shared();
  private final P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
  private Application application;

  @BeforeEach
  void anApplication() {
    application = api.newApplication();
  }

  @ParameterizedTest
  @ValueSource(strings = {NDJSON, CSV})
  void givesTheSameElsewhere(String type) {
    importKey(application);
    String imported = "\"" + pair.publicKey().base64Url() + "\"";
    for (int i = 0; i < 20; i++) {
      subscribe(Browser.fresh().bodyWith("applicationServerKey", imported));
    }
    bringIn(application, NDJSON, everything() + lines(1_100)); // more than a page of an export
    String exported = export(application, type);
    Application elsewhere = api.newApplication();
    importKey(elsewhere);
    // What was made with the first application's own key is made with the other's here.
    String moved =
        exported.replace(application.applicationServerKey(), elsewhere.applicationServerKey());

    JsonNode report = bringIn(elsewhere, type, moved).json();

    assertThat(report.get("rejects")).isEmpty();
    assertThat(report.get("added").intValue()).isEqualTo(20 + 1 + 1_100);
    assertThat(sorted(export(elsewhere, type))).isEqualTo(sorted(moved));
  }

  @Test
  void exportsWhatAnotherSenderNeeds() {
    bringIn(application, NDJSON, everything());

    JsonNode line = Json.MAPPER.readTree(export(application, NDJSON).strip());
    ObjectNode expected = (ObjectNode) Json.MAPPER.readTree(everything());
    expected.put("applicationServerKey", application.applicationServerKey());
    assertThat(line).isEqualTo(expected);
    assertThat(export(application, CSV))
        .startsWith("endpoint,p256dh,auth,user,topics,tags,locale,timeZone,applicationServerKey\n")
        .contains(",\"ann, the \"\"first\"\"\",news;sport,");
  }

  @Test
  void countsWhatIsThereAlreadyAsKnownAndLeavesItAsItIs() {
    Browser browser = Browser.fresh();
    Answer visitor = subscribe(browser.bodyWith("topics", "[\"news\"]"));
    String file =
        line(browser).set("topics", Json.MAPPER.readTree("[\"sport\"]")) + "\n" + lines(3);

    JsonNode first = bringIn(application, NDJSON, file).json();
    JsonNode again = bringIn(application, NDJSON, file).json();

    assertThat(first.toString())
        .isEqualTo("{\"read\":4,\"added\":3,\"known\":1,\"rejected\":0,\"rejects\":[]}");
    assertThat(again.toString())
        .isEqualTo("{\"read\":4,\"added\":0,\"known\":4,\"rejected\":0,\"rejects\":[]}");
    JsonNode shown =
        api.callAs(
                visitor.json().get("token").stringValue(),
                "GET",
                path(application) + "/" + visitor.json().get("id").stringValue(),
                null)
            .json();
    assertThat(shown.get("topics").toString()).isEqualTo("[\"news\"]");
  }

  @Test
  void goesOnFromALine() {
    String csv = "endpoint,p256dh,auth\n" + csvLine() + csvLine() + csvLine();

    JsonNode rest = bringIn(application, CSV, csv, "?from=3").json();
    JsonNode all = bringIn(application, CSV, csv, "?from=1").json();

    assertThat(rest.get("added").intValue()).isEqualTo(2);
    assertThat(all.get("added").intValue()).isOne();
    assertThat(all.get("known").intValue()).isEqualTo(2);
    for (String from : new String[] {"0", "-1", "x", "1.5"}) {
      Answer refused = bringIn(application, CSV, csv, "?from=" + from);
      assertThat(refused.status()).as(from).isEqualTo(422);
      assertThat(refused.json().get("member").stringValue()).isEqualTo("from");
    }
  }

  @Test
  void saysWhichLinesItRejectsAndWhy() {
    Browser secret = Browser.fresh();
    ObjectNode good = line(Browser.fresh());
    List<String> lines =
        List.of(
            good.toString(),
            "{\"auth\": \"" + secret.auth(),
            "\"" + secret.auth() + "\"",
            "",
            line(secret.at("https://evil.example/" + secret.auth())).toString(),
            line(secret).put("endpoint", 1).toString(),
            line(secret).without("p256dh").toString(),
            line(secret).put("p256dh", secret.auth()).toString(),
            line(secret).put("auth", secret.p256dh()).toString(),
            line(secret).put("user", secret.auth() + "\n").toString(),
            line(secret).put("topics", secret.auth()).toString(),
            line(secret).set("topics", Json.MAPPER.createArrayNode().add(secret.auth())).toString(),
            line(secret).set("tags", Json.MAPPER.createArrayNode().add(secret.auth())).toString(),
            line(secret).put("applicationServerKey", secret.p256dh()).toString(),
            line(secret).put("note", secret.auth().repeat(400)).toString(),
            line(Browser.fresh()).toString());

    JsonNode report = bringIn(application, NDJSON, String.join("\n", lines)).json();

    assertThat(report.get("read").intValue()).isEqualTo(15);
    assertThat(report.get("added").intValue()).isEqualTo(2);
    assertThat(report.get("rejected").intValue()).isEqualTo(13);
    assertThat(report.get("rejects").valueStream().map(TransferIT::summary))
        .containsExactly(
            "2 - The line is no JSON object.",
            "3 - The line is no JSON object.",
            "5 endpoint is on evil.example, which is no known push service; an operator can allow"
                + " its origin.",
            "6 endpoint must be a text of 1 to 2,048 characters.",
            "7 p256dh is required.",
            "8 p256dh can't be used. Not a P-256 public key: an uncompressed point has 65 bytes,"
                + " not 16.",
            "9 auth can't be used. Not an authentication secret: it has 16 bytes, not 65.",
            "10 user must be a text of 1 to 256 characters, none of them a control character.",
            "11 topics must be at most 50 texts of 1 to 64 characters.",
            "12 topics name one that is no topic of this application.",
            "13 tags must be an object of at most 50 names with a text, a number or a truth value"
                + " each.",
            "14 applicationServerKey is no key of this application, or a retired one.",
            "15 - The line is over 8192 bytes long.");
    assertThat(report.toString())
        .doesNotContain(secret.auth())
        .doesNotContain(secret.p256dh())
        .doesNotContain(secret.endpoint());
  }

  @Test
  void namesTheFirstThousandRejectsAndCountsAll() {
    JsonNode report = bringIn(application, NDJSON, "{}\n".repeat(1_200)).json();

    assertThat(report.get("rejected").intValue()).isEqualTo(1_200);
    assertThat(report.get("rejects")).hasSize(1_000);
  }

  @Test
  void readsCsvAsSpreadsheetsWriteIt() {
    Browser browser = Browser.fresh();
    Browser other = Browser.fresh();
    String csv =
        "\uFEFFname,auth, topics ,endpoint,p256dh,user,tags\r\n"
            + "\"Ann, the first\",%s,\"news;sport\",%s,%s,ann,\"{\"\"plan\"\": \"\"pro\"\"}\"\r\n"
                .formatted(browser.auth(), browser.endpoint(), browser.p256dh())
            + "\r\n"
            + "Bob,%s,,%s,%s,,\r\n".formatted(other.auth(), other.endpoint(), other.p256dh())
            + "Eve,%s,,%s\r\n".formatted(other.auth(), other.endpoint())
            + "Eve,%s,,%s,%s,,{\r\n".formatted(other.auth(), other.endpoint(), other.p256dh());

    JsonNode report = bringIn(application, CSV, csv).json();

    assertThat(report.get("added").intValue()).isEqualTo(2);
    assertThat(report.get("rejects").valueStream().map(TransferIT::summary))
        .containsExactly(
            "5 - The line has 4 fields, and the header has 7.",
            "6 tags must be an object of at most 50 names with a text, a number or a truth value"
                + " each.");
    JsonNode ann =
        export(application, NDJSON)
            .lines()
            .map(Json.MAPPER::readTree)
            .filter(each -> each.has("user"))
            .findFirst()
            .orElseThrow();
    assertThat(ann.get("topics").toString()).isEqualTo("[\"news\",\"sport\"]");
    assertThat(ann.get("tags").toString()).isEqualTo("{\"plan\":\"pro\"}");
  }

  @Test
  void takesWhatABrowserSaysAndPlainBase64() {
    Browser browser = Browser.fresh();
    ObjectNode json = (ObjectNode) browser.body().get("subscription");
    Browser plain = Browser.fresh();
    ObjectNode base64 =
        line(
            new Browser(
                plain.endpoint(),
                plain.p256dh().replace('-', '+').replace('_', '/'),
                plain.auth().replace('-', '+').replace('_', '/') + "=="));

    JsonNode report = bringIn(application, NDJSON, json + "\n" + base64).json();

    assertThat(report.get("added").intValue()).isEqualTo(2);
    assertThat(export(application, NDJSON)).contains(browser.auth(), plain.auth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "endpoint,p256dh\n", "endpoint;p256dh;auth\n", "\"endpoint\n"})
  void wantsAHeaderOverCsv(String csv) {
    assertThat(bringIn(application, CSV, csv).status()).isEqualTo(422);
  }

  @Test
  void wantsATypeThatItReads() {
    for (String type : new String[] {"application/json", "text/plain", "nonsense"}) {
      assertThat(bringIn(application, type, line(Browser.fresh()).toString()).status())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(exportAs(application, "image/png").status()).isEqualTo(406);
    assertThat(exportAs(application, "text/csv;q=0.1, " + NDJSON).header("Content-Type"))
        .startsWith(NDJSON);
    assertThat(exportAs(application, "*/*").header("Content-Type")).startsWith(NDJSON);
  }

  @Test
  void letsSeveralImportTheSameAtOnce() throws Exception {
    List<String> lines = new ArrayList<>(lines(1_500).lines().toList());
    List<String> backwards = new ArrayList<>(lines);
    Collections.reverse(backwards);
    List<String> files = List.of(String.join("\n", lines), String.join("\n", backwards));

    long added = 0;
    long known = 0;
    try (ExecutorService importers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> running =
          Stream.of(0, 1, 0, 1)
              .map(i -> importers.submit(() -> bringIn(application, NDJSON, files.get(i)).json()))
              .toList();
      for (Future<JsonNode> each : running) {
        added += each.get().get("added").longValue();
        known += each.get().get("known").longValue();
      }
    }

    assertThat(added).isEqualTo(1_500);
    assertThat(known).isEqualTo(3 * 1_500);
    assertThat(export(application, NDJSON).lines()).hasSize(1_500);
  }

  @Test
  void bindsToTheNamedKeyAndToNoRetiredOne() {
    importKey(application);
    ObjectNode named =
        line(Browser.fresh()).put("applicationServerKey", pair.publicKey().base64Url());

    assertThat(bringIn(application, NDJSON, named.toString()).json().get("added").intValue())
        .isOne();
    String keys = "/v1/applications/" + application.id() + "/vapid-keys";
    JsonNode spare =
        api.callAs(RunningApi.ADMIN_KEY, "GET", keys, null).json().get("vapidKeys").get(1);
    assertThat(spare.get("subscriptions").intValue()).isOne();
    String retire = keys + "/" + spare.get("id").stringValue() + "/retire";
    api.callAs(RunningApi.ADMIN_KEY, "POST", retire, "{\"subscriptions\": \"remove\"}");

    JsonNode report = bringIn(application, NDJSON, named.put("endpoint", ABSENT).toString()).json();
    assertThat(report.get("rejects").get(0).get("member").stringValue())
        .isEqualTo("applicationServerKey");
  }

  @Test
  void breaksOffAnExportThatCanNotBeWhole() {
    bringIn(application, NDJSON, lines(1_500));
    api.execute(
        "update subscription set sealed_target = set_byte(sealed_target, 3, get_byte(sealed_target,"
            + " 3) # 1) where id = (select id from subscription where application_id = '"
            + application.id()
            + "' order by id desc limit 1)");

    assertThatThrownBy(() -> export(application, NDJSON)).isInstanceOf(AssertionError.class);
  }

  @Test
  void isForServersOnly() {
    for (String route : new String[] {"/import", "/export"}) {
      Answer preflight =
          api.call(
              "OPTIONS",
              path(application) + route,
              null,
              Map.of("Origin", "https://shop.example", "Access-Control-Request-Method", "POST"));
      assertThat(preflight.status()).isEqualTo(403);
    }
  }

  private static String summary(JsonNode reject) {
    String reason = reject.get("reason").stringValue();
    if (reject.has("member")) {
      assertThat(reason).startsWith(reject.get("member").stringValue() + " ");
      return reject.get("line") + " " + reason;
    }
    return reject.get("line") + " - " + reason;
  }

  private static List<String> sorted(String text) {
    return text.lines().sorted().toList();
  }

  private void importKey(Application to) {
    assertThat(
            api.callAs(
                    RunningApi.ADMIN_KEY,
                    "POST",
                    "/v1/applications/" + to.id() + "/vapid-keys/import",
                    KeyFormat.JWK.write(pair))
                .status())
        .isEqualTo(201);
  }

  private Answer subscribe(String body) {
    return api.call("POST", path(application), body, Map.of());
  }

  private Answer bringIn(Application to, String type, String file) {
    return bringIn(to, type, file, "");
  }

  private Answer bringIn(Application to, String type, String file, String query) {
    return api.call(
        "POST",
        path(to) + "/import" + query,
        file,
        Map.of("Authorization", "Bearer " + RunningApi.ADMIN_KEY, "Content-Type", type));
  }

  private String export(Application from, String type) {
    Answer answer = exportAs(from, type);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
    return answer.body();
  }

  private Answer exportAs(Application from, String type) {
    return api.call(
        "GET",
        path(from) + "/export",
        null,
        Map.of("Authorization", "Bearer " + RunningApi.ADMIN_KEY, "Accept", type));
  }

  private static String path(Application of) {
    return "/v1/applications/" + of.id() + "/subscriptions";
  }
}
