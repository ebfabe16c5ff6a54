package dev.towncrier.store;

/**
 * An endpoint that {@link EndpointPolicy} does not allow; the message continues "The endpoint ...".
 */
public final class EndpointRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  EndpointRefused(String problem) {
    super(problem);
  }
}
