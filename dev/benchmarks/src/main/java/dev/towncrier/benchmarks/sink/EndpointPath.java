package dev.towncrier.benchmarks.sink;

/** Paths of endpoints: as long as real ones are, with the endpoint's number in front. */
public final class EndpointPath {

  private static final String START = "/push/";
  private static final String FILLER = "/" + "a".repeat(150);

  private EndpointPath() {}

  /**
   * Writes one.
   *
   * @param number from 0, below 1,048,576
   */
  public static String of(int number) {
    if (number < 0 || number >= Arrivals.ENDPOINTS) {
      throw new IllegalArgumentException("No endpoint has the number " + number);
    }
    return START + number + FILLER;
  }

  /** Reads the number; -1 if it is no such path. */
  static int number(CharSequence path) {
    int number = 0;
    int at = START.length();
    while (at < path.length() && number < Arrivals.ENDPOINTS) {
      int digit = path.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = 10 * number + digit;
      at++;
    }
    return at == START.length() || number >= Arrivals.ENDPOINTS ? -1 : number;
  }
}
