package dev.towncrier.runner.system;

import dev.towncrier.api.ApiApplication;
import dev.towncrier.runner.demo.DemoSite;
import dev.towncrier.runner.settings.AdminKey;
import dev.towncrier.runner.settings.RunningSystem;
import dev.towncrier.worker.WorkerApplication;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The API or a worker, as a Spring application of its own in this process. */
public final class SpringPart implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private SpringPart(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static SpringPart api(
      RunningSystem system, AdminKey adminKey, int rateLimit, int applicationRateLimit) {
    SpringApplication application = ApiApplication.application();
    application.addPrimarySources(Set.of(DemoSite.class));
    return start(
        application, SpringArguments.api(system, adminKey, rateLimit, applicationRateLimit));
  }

  /**
   * Starts a worker on a running system, and waits until it has joined the others.
   *
   * @param workerId unique among the living workers, and the same after a restart
   */
  public static SpringPart worker(RunningSystem system, String workerId)
      throws InterruptedException {
    SpringPart worker =
        start(WorkerApplication.builder().build(), SpringArguments.worker(system, workerId));
    try {
      WorkerReadiness.await(worker.context);
    } catch (InterruptedException | RuntimeException e) {
      worker.close();
      throw e;
    }
    return worker;
  }

  static SpringPart start(SpringApplication application, Map<String, String> properties) {
    String[] arguments =
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new);
    application.setBannerMode(Banner.Mode.OFF);
    // Its own shutdown hook would stop it at the same time as the servers that it needs to stop.
    application.setRegisterShutdownHook(false);
    return new SpringPart(application.run(arguments));
  }

  /** Stops what it does, then what it holds. */
  @Override
  public void close() {
    context.close();
  }
}
