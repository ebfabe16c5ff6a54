package dev.towncrier.benchmarks.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.StringJoiner;

/**
 * The process of a sink. Its first line is its ports, the silent one last. Then it answers:
 *
 * <ul>
 *   <li>{@code total}: the requests so far
 *   <li>{@code reset}: forgets the times of arrival
 *   <li>{@code arrivals FROM TO}: those times by endpoint, in nanoseconds of the machine's clock
 *   <li>{@code first FROM TO}: the earliest of them
 * </ul>
 */
final class SinkProcess {

  private SinkProcess() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments the key store, its password, how many push services answer
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Arrivals arrivals = new Arrivals();
    SinkServer server =
        new SinkServer(
            Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]), arrivals);
    StringJoiner ports = new StringJoiner(" ");
    server.ports().forEach(port -> ports.add(port.toString()));
    ports.add(Integer.toString(server.silentPort()));
    PrintStream out = System.out;
    out.println(ports);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(line, arrivals));
    }
    System.exit(0);
  }

  private static String answer(String question, Arrivals arrivals) {
    String[] words = question.split(" ", -1);
    return switch (words[0]) {
      case "total" -> Long.toString(arrivals.total());
      case "reset" -> {
        arrivals.reset();
        yield "done";
      }
      case "arrivals" -> {
        StringJoiner times = new StringJoiner(" ");
        for (int i = Integer.parseInt(words[1]); i < Integer.parseInt(words[2]); i++) {
          times.add(Long.toString(arrivals.first(i)));
        }
        yield times.toString();
      }
      case "first" ->
          Long.toString(arrivals.first(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      default -> throw new IllegalArgumentException("Not understood: " + question);
    };
  }
}
