package dev.towncrier.simulator.subscription;

/**
 * Where this push service answers.
 *
 * @param port the one TCP port, on 127.0.0.1
 */
public record Origins(int port) {
  /** The host of endpoints where none is asked for. */
  public static final String LOOPBACK = "127.0.0.1";

  public String http() {
    return of("http");
  }

  public String https() {
    return of("https");
  }

  /** The origin for {@code http} or {@code https}. */
  public String of(String scheme) {
    return at(scheme, LOOPBACK);
  }

  /** The origin under another name for this machine. */
  public String at(String scheme, String host) {
    return scheme + "://" + host + ":" + port;
  }
}
