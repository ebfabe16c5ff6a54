package dev.towncrier.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.Notification;
import nl.martijndwars.webpush.PushService;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The process of {@code nl.martijndwars:web-push}. The first line of its input is a {@link
 * PeerSetup}; then {@code run SECONDS} is answered by the number of messages that it sent.
 */
final class WebPushJavaProcess {

  private static final int CREATED = 201;

  private final PeerSetup setup;
  private final byte[] payload;
  private final PushService service;
  private final AtomicInteger sent = new AtomicInteger();

  private WebPushJavaProcess(PeerSetup setup) throws GeneralSecurityException {
    this.setup = setup;
    payload = Base64.getDecoder().decode(setup.payload());
    service = new PushService(setup.publicKey(), setup.privateKey(), setup.subject());
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    WebPushJavaProcess process = new WebPushJavaProcess(PeerSetup.parse(line(in)));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Duration duration = Duration.ofSeconds(Long.parseLong(line.substring("run ".length())));
      System.out.println(process.run(duration));
    }
    System.exit(0);
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("There is no set-up");
    }
    return line;
  }

  private int run(Duration duration) throws Exception {
    int before = sent.get();
    long end = System.nanoTime() + duration.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(setup.inFlight())) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < setup.inFlight(); i++) {
        tasks.add(() -> sendUntil(end));
      }
      for (Future<Integer> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
    return sent.get() - before;
  }

  private int sendUntil(long end) throws Exception {
    int status = CREATED;
    while (System.nanoTime() < end) {
      PeerSetup.Subscription to =
          setup.subscriptions().get(sent.get() % setup.subscriptions().size());
      Notification notification =
          new Notification(to.endpoint(), to.keys().p256dh(), to.keys().auth(), payload);
      status = service.send(notification, Encoding.AES128GCM).getStatusLine().getStatusCode();
      if (status != CREATED) {
        throw new IllegalStateException("Refused with " + status);
      }
      sent.incrementAndGet();
    }
    return status;
  }
}
