package dev.towncrier.runner.doctor;

import dev.towncrier.worker.pushservice.PushServiceSettings;
import dev.towncrier.worker.pushservice.TrustedCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whether push services can be reached from here. Connects to them and sends nothing. */
final class PushServiceChecks {
  private final PushServiceSettings settings;
  private final Duration patience;

  PushServiceChecks(PushServiceSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /** Looks at each, all at the same time. */
  List<Finding> all(Collection<String> origins) {
    if (origins.isEmpty()) {
      return List.of(Finding.ok("push services", "there are no subscriptions yet"));
    }
    SSLSocketFactory tls = tls();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Finding>> looks =
          origins.stream().map(origin -> executor.submit(() -> look(origin, tls))).toList();
      return looks.stream().map(PushServiceChecks::found).toList();
    }
  }

  private static Finding found(Future<Finding> look) {
    try {
      return look.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.unknown("push services", "interrupted before they answered");
    }
  }

  private Finding look(String origin, SSLSocketFactory tls) {
    URI uri = URI.create(origin);
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() != -1 ? uri.getPort() : secure ? 443 : 80;
    String check = "push service " + origin;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), (int) patience.toMillis());
      if (secure) {
        shakeHands(socket, uri.getHost(), port, tls);
      }
      return Finding.ok(check, "can be reached");
    } catch (SSLException e) {
      return Finding.wrong(
          check,
          "push-service-tls",
          "answers, but TLS fails: " + e.getMessage(),
          "If a proxy stands in between, name its certificate in towncrier.push-service.ca; else"
              + " look whether the JDK's certificates are up to date.");
    } catch (IOException e) {
      return Finding.wrong(
          check,
          "push-service-unreachable",
          "can't be reached: " + reason(e),
          "Allow workers to reach port "
              + port
              + " of that host, and look at the name server's"
              + " answer for it.");
    }
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException ? "its host has no address" : e.toString();
  }

  private void shakeHands(Socket socket, String host, int port, SSLSocketFactory tls)
      throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    try (SSLSocket secure = (SSLSocket) tls.createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }

  private SSLSocketFactory tls() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(TrustedCertificates.with(settings.ca()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no TLS", e);
    }
  }
}
