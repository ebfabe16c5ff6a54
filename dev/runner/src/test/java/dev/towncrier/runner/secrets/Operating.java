package dev.towncrier.runner.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.runner.secrets.Up.Answer;
import dev.towncrier.simulator.script.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What operators and services hand in that is secret, as it should be and as it should not. */
final class Operating {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String COLUMNS = "endpoint,p256dh,auth,user,topics";

  private final Up up;
  private final Observed observed;

  Operating(Up up, Observed observed) {
    this.up = up;
    this.observed = observed;
  }

  /** A VAPID key that was made elsewhere, then one of ours, each made the current one. */
  void bringInAKey() {
    P256KeyPair pair = P256.bouncyCastle().generateKeyPair();
    String privateKey = Observed.base64Url(pair.privateKey().encoded());
    observed.secret(Kind.KEY, privateKey);
    ObjectNode members = JSON.createObjectNode();
    members.put("publicKey", pair.publicKey().base64Url()).put("privateKey", privateKey);
    postEach("vapid-keys/import", Laden.bodies(members, observed.texts()));
    JsonNode known = up.asOperator("POST", Up.DEMO + "vapid-keys/import", members.toString());
    up.asOperator("POST", Up.DEMO + "vapid-keys/rotate", "{\"id\": " + known.get("id") + "}");
    up.asOperator("POST", Up.DEMO + "vapid-keys/rotate", "{}");

    ObjectNode jwk = JSON.createObjectNode();
    byte[] point = pair.publicKey().encoded();
    jwk.put("kty", "EC").put("crv", "P-256").put("d", privateKey);
    jwk.put("x", Observed.base64Url(Arrays.copyOfRange(point, 1, 33)));
    jwk.put("y", Observed.base64Url(Arrays.copyOfRange(point, 33, 65)));
    postEach("user-keys", Laden.bodies(jwk, observed.texts()));
    postEach("vapid-keys/import", Laden.bodies(jwk, observed.texts()));
  }

  /** Subscriptions that were made elsewhere, some of whose lines are wrong; and all, out again. */
  void moveInAndOut(Subscribing subscribing) {
    ObjectNode push = subscribing.push(Preset.Service.ANY, "");
    ObjectNode line = JSON.createObjectNode();
    line.set("endpoint", push.get("endpoint"));
    line.set("p256dh", push.at("/keys/p256dh"));
    line.set("auth", push.at("/keys/auth"));
    line.put("user", Person.USER).putArray("topics").add("news");
    bringIn("application/x-ndjson", String.join("\n", Laden.bodies(line, observed.texts())));

    List<String> fields =
        List.of(COLUMNS.split(",")).stream()
            .map(name -> line.get(name).stringValue("news"))
            .toList();
    List<String> rows = new ArrayList<>(List.of(COLUMNS));
    for (int turn = 0; turn < fields.size(); turn++) { // in each other's columns
      List<String> turned = new ArrayList<>(fields.subList(turn, fields.size()));
      turned.addAll(fields.subList(0, turn));
      rows.add(String.join(",", turned));
      rows.add("\"" + String.join(",", turned));
      rows.add(String.join("\",", turned));
      rows.add(String.join(",,", turned));
    }
    bringIn("text/csv", String.join("\n", rows));
    bringIn("text/csv", String.join("\n", rows.reversed()));
    Answer all =
        observed.answered(up.call("GET", Up.DEMO + "subscriptions/export", Up.ADMIN_KEY, "", null));
    assertThat(all.body()).contains(push.get("endpoint").stringValue());
  }

  private void bringIn(String type, String lines) {
    observed.answered(up.call("POST", Up.DEMO + "subscriptions/import", Up.ADMIN_KEY, type, lines));
  }

  /** What a browser tells of a delivery, and something else in the place of its id. */
  void receive(JsonNode outcome, String endpoint, String token) {
    for (String id : List.of(outcome.get("deliveryId").stringValue(), endpoint, token)) {
      ObjectNode receipt = JSON.createObjectNode();
      receipt.put("deliveryId", id).put("event", "displayed");
      receipt.set("at", outcome.get("at"));
      receipt.set("notificationId", outcome.get("notificationId"));
      receipt.set("subscriptionId", outcome.get("subscriptionId"));
      ObjectNode body = JSON.createObjectNode();
      body.putArray("receipts").add(receipt);
      observed.answered(
          up.call("POST", Up.DEMO + "receipts", "", "application/json", body.toString()));
    }
  }

  /** Publishes to everyone and, once more, to a person. */
  void publish(String id) {
    up.asOperator(
        "POST",
        Up.DEMO + "notifications",
        """
        {"id": "%s", "audience": {"all": true, "users": ["%s"], "exclude": {"users": ["%s-2"]}},
         "ttl": 3600, "notification": {"title": "Hello"}}\
        """
            .formatted(id, Person.USER, Person.USER));
  }

  /** Events on Kafka in which a person stands where none belongs. */
  void publishNonsense() {
    String user = "\"" + Person.USER + "\"";
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", up.system().kafka()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String audience :
          List.of(
              user,
              "{\"users\": " + user + "}",
              "{\"users\": [[" + user + "]]}",
              "{\"users\": [{\"id\": " + user + "}]}",
              "{\"subscriptions\": [" + user + "]}",
              "{\"exclude\": {\"users\": [" + user + "]}}",
              "{\"users\": [" + Person.USER + "]}",
              "{\"users\": [" + user)) {
        String event =
            """
            {"id": "nonsense", "application": "demo", "notification": {"title": "Hello"},
             "audience": %s}\
            """
                .formatted(audience);
        producer.send(new ProducerRecord<>("push.notifications", event)).get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Has every dead letter sent again. */
  void replay() {
    JsonNode taken = up.asOperator("POST", Up.DEMO + "dead-letters/replay", "{}");
    assertThat(taken.get("count").longValue()).isPositive();
  }

  /** Has the person forgotten. */
  void erase() {
    String body = "{\"user\": \"" + Person.USER + "\"}";
    for (int times = 0; times < 2; times++) {
      Answer erased =
          observed.answered(
              up.call("POST", Up.DEMO + "erasures", Up.ADMIN_KEY, "application/json", body));
      assertThat(erased.status()).as(erased.body()).isLessThan(300);
    }
    observed.answered(up.call("GET", Up.DEMO + "erasures", Up.ADMIN_KEY, "", null));
  }

  private void postEach(String below, List<String> bodies) {
    for (String body : bodies) {
      observed.answered(up.call("POST", Up.DEMO + below, Up.ADMIN_KEY, "application/json", body));
    }
  }
}
