package dev.towncrier.benchmarks.http;

import dev.towncrier.benchmarks.measure.Contender;
import dev.towncrier.benchmarks.measure.Contest;
import dev.towncrier.benchmarks.measure.Samples;
import dev.towncrier.benchmarks.measure.Schedule;
import dev.towncrier.benchmarks.measure.Turn;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Measures what one POST over HTTP/2 and TLS costs, with many in flight. */
public final class HttpBenchmark {
  private static final int BODY_BYTES = 300;
  private static final Schedule FULL =
      new Schedule(Duration.ofSeconds(10), 15, Duration.ofMillis(400));
  private static final Schedule QUICK =
      new Schedule(Duration.ofSeconds(2), 3, Duration.ofMillis(100));

  private HttpBenchmark() {}

  /**
   * Runs it.
   *
   * @param quick whether to try out only
   * @param clock for the client
   * @param progress is told what happens, a line at a time
   * @param out gets the table and, as its last line, the JSON
   */
  public static void run(
      boolean quick, InstantSource clock, Consumer<String> progress, PrintStream out) {
    try (SinkProcess sink = SinkProcess.start()) {
      Post post = new Post(sink.origin(), sink.ca(), new byte[BODY_BYTES]);
      SequencedMap<String, PostClient> clients = new LinkedHashMap<>();
      clients.put(TowncrierClient.NAME, new TowncrierClient(post, clock));
      clients.put("netty-http2-handler", new NettyHandlerClient(post));
      clients.put("reactor-netty", new ReactorNettyClient(post));
      clients.put("vertx", new VertxClient(post));
      clients.put("apache-async", new ApacheClient(post));
      clients.put("jetty", new JettyClient(post));
      clients.put("jdk", new JdkClient(post));
      try {
        HttpReport report = new HttpReport(measure(clients, quick, progress), BODY_BYTES, quick);
        out.println(report.table());
        out.println(report.json());
      } finally {
        clients.values().forEach(PostClient::close);
      }
    }
  }

  private static SequencedMap<String, Double> measure(
      SequencedMap<String, PostClient> clients, boolean quick, Consumer<String> progress) {
    List<Contender> contenders = new ArrayList<>();
    clients.forEach(
        (name, client) -> contenders.add(new Contender("http", name, _ -> new Posting(client))));
    Contest contest = new Contest(contenders, List.of(BODY_BYTES), quick ? QUICK : FULL, progress);
    contest.warmUp();
    SequencedMap<String, Double> micros = new LinkedHashMap<>();
    contest
        .rounds("all", _ -> true)
        .forEach((turn, samples) -> micros.put(name(turn), micros(samples)));
    return micros;
  }

  private static String name(Turn turn) {
    return turn.contender().name();
  }

  private static double micros(Samples samples) {
    return samples.micros();
  }
}
