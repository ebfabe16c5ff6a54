package dev.towncrier.runner.system;

import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.vapid.VapidSubject;
import dev.towncrier.runner.demo.DemoSite;
import dev.towncrier.store.Application;
import dev.towncrier.store.Applications;
import dev.towncrier.store.NewApplication;
import java.util.List;

/** The application {@code demo}, which the demo site and first experiments use. */
final class DemoApplication {

  private DemoApplication() {}

  /** Creates it unless it is there. */
  static void ensure(Applications applications, int httpPort) {
    var demo =
        new NewApplication(
            DemoSite.APPLICATION,
            "Demo",
            List.of(
                "http://localhost:*",
                "https://localhost:*",
                "http://127.0.0.1:*",
                "https://127.0.0.1:*"),
            List.of(new Application.Topic("news", "News"), new Application.Topic("sport", "Sport")),
            new VapidSubject("mailto:demo@towncrier.dev"),
            "http://localhost:" + httpPort + "/");
    applications.create(demo, P256.bouncyCastle().generateKeyPair());
  }
}
