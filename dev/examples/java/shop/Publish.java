package shop;

import dev.towncrier.contract.publish.NotificationEvent;
import dev.towncrier.contract.publish.NotificationPublisher;
import java.time.Duration;
import java.util.Map;

final class Publish {
  public static void main(String... arguments) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", System.getenv().getOrDefault("KAFKA", "127.0.0.1:9092"));
    NotificationEvent shipped =
        NotificationEvent.titled("Shipped")
            .id("order-4711-java")
            .body("It is on its way")
            .navigate("https://shop.example/orders/4711")
            .toTopics("news")
            .ttl(Duration.ofHours(6));

    try (var publisher = new NotificationPublisher(settings, "demo", "push.notifications")) {
      System.out.println(publisher.publish(shipped));
    }
  }

  private Publish() {}
}
