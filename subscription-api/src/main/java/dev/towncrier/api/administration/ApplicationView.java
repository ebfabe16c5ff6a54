package dev.towncrier.api.administration;

import dev.towncrier.store.Application;
import java.util.List;

/**
 * An application, as operators see it.
 *
 * @param receipts whether what browsers tell of deliveries is kept and counted
 * @param applicationServerKey of the VAPID key that new subscriptions are made with, base64url
 *     without padding
 */
record ApplicationView(
    String id,
    String name,
    List<String> allowedOrigins,
    List<Application.Topic> topics,
    String vapidSubject,
    String navigate,
    boolean receipts,
    String applicationServerKey) {

  static ApplicationView of(Application application) {
    return new ApplicationView(
        application.id(),
        application.name(),
        application.allowedOrigins(),
        application.topics(),
        application.vapidSubject().value(),
        application.navigate(),
        application.receipts(),
        application.applicationServerKey());
  }
}
