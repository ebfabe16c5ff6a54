package dev.towncrier.store;

import dev.towncrier.crypto.vapid.VapidSubject;
import java.util.List;

/** An application to be created; members as in {@link Application}. */
public record NewApplication(
    String id,
    String name,
    List<String> allowedOrigins,
    List<Application.Topic> topics,
    VapidSubject vapidSubject,
    String navigate,
    boolean receipts) {

  /** One that wants receipts. */
  public NewApplication(
      String id,
      String name,
      List<String> allowedOrigins,
      List<Application.Topic> topics,
      VapidSubject vapidSubject,
      String navigate) {
    this(id, name, allowedOrigins, topics, vapidSubject, navigate, true);
  }
}
