package dev.towncrier.runner.demo;

import dev.towncrier.store.ApiKeys;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * {@code POST /demo/key}, which exists beside the API in {@code up} alone: everything there binds
 * to loopback, so who asks by a name of this machine sits at it. A page from elsewhere whose name
 * was made to lead here asks by that name, and pages of other origins can't read the answer.
 */
@Configuration(proxyBeanMethods = false)
public class DemoSite {
  /** The application of the demo site. */
  public static final String APPLICATION = "demo";

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

  @Bean
  RouterFunction<ServerResponse> demoKey(ApiKeys keys, InstantSource clock) {
    DemoKey key = new DemoKey(keys, clock, APPLICATION);
    return RouterFunctions.route().POST("/demo/key", DemoSite::isAtHome, _ -> answer(key)).build();
  }

  private static boolean isAtHome(ServerRequest request) {
    return THIS_MACHINE.contains(request.uri().getHost());
  }

  private static ServerResponse answer(DemoKey key) {
    return ServerResponse.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("key", key.reveal()));
  }
}
