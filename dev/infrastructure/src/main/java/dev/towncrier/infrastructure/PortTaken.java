package dev.towncrier.infrastructure;

/** Somebody else listens on the port that a server was to have. */
public final class PortTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int port;

  PortTaken(int port) {
    super("port " + port + " of 127.0.0.1 is taken");
    this.port = port;
  }

  /** Returns the port, 1 to 65,535. */
  public int port() {
    return port;
  }
}
