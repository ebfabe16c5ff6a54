package dev.towncrier.simulator.subscription;

/**
 * Where this push service answers.
 *
 * @param port the one TCP port, on 127.0.0.1
 */
public record Origins(int port) {
  public String http() {
    return "http://127.0.0.1:" + port;
  }

  public String https() {
    return "https://127.0.0.1:" + port;
  }

  /** The origin for {@code http} or {@code https}. */
  public String of(String scheme) {
    return scheme.equals("https") ? https() : http();
  }
}
