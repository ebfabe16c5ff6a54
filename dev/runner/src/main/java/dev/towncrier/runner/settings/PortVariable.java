package dev.towncrier.runner.settings;

/** The environment variables that choose a port. */
public enum PortVariable {
  /** Of the API and the demo site. */
  HTTP("TOWNCRIER_HTTP_PORT", 8080),
  /** Of Kafka's clients. */
  KAFKA("TOWNCRIER_KAFKA_PORT", 9092),
  /** Of the push-service simulator. */
  PUSH_SERVICE("TOWNCRIER_PUSH_SERVICE_PORT", 8443),
  /** Of Postgres. */
  POSTGRES("TOWNCRIER_POSTGRES_PORT", 0);

  private final String variable;
  private final int usual;

  PortVariable(String variable, int usual) {
    this.variable = variable;
    this.usual = usual;
  }

  /** Returns the variable's name. */
  public String variable() {
    return variable;
  }

  int usual() {
    return usual;
  }

  /** Returns the failure to report when somebody else has the port. */
  public CommandFailure taken(int port) {
    return new CommandFailure(
        "Port "
            + port
            + " of 127.0.0.1 is taken. Stop what listens there, or set "
            + variable
            + " to another port (0 for any free one).");
  }
}
