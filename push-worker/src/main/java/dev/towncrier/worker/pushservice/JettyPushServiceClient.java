package dev.towncrier.worker.pushservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Over HTTP/2 where the push service speaks it, else HTTP/1.1; redirects are never followed. */
public final class JettyPushServiceClient implements PushServiceClient {
  /** Connections to one push service. */
  public static final int MAX_CONNECTIONS = 32;

  private static final int MAX_BODY = 1_024;
  private static final int MAX_QUEUED = 100_000;
  private static final int THREADS = 16;

  private final HttpClient http;
  private final PushServiceSettings settings;
  private final InstantSource clock;

  /** Starts a client. */
  public JettyPushServiceClient(
      PushServiceSettings settings, AddressRule addresses, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    ClientConnector connector = new ClientConnector();
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setTrustStore(TrustedCertificates.with(settings.ca()));
    connector.setSslContextFactory(tls);
    connector.setConnectTimeout(settings.connectTimeout());
    HTTP2Client http2 = new HTTP2Client(connector);
    http =
        new HttpClient(
            new HttpClientTransportDynamic(
                connector,
                new ClientConnectionFactoryOverHTTP2.HTTP2(http2),
                HttpClientConnectionFactory.HTTP11));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("push-service");
    http.setExecutor(threads);
    http.setFollowRedirects(false);
    http.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    http.setMaxRequestsQueuedPerDestination(MAX_QUEUED);
    http.setUserAgentField(null);
    http.setConnectTimeout(settings.connectTimeout().toMillis());
    ScheduledExecutorScheduler timer = new ScheduledExecutorScheduler("push-service-timer", true);
    http.setScheduler(timer);
    http.setSocketAddressResolver(
        new Resolver(
            new SocketAddressResolver.Async(threads, timer, settings.connectTimeout().toMillis()),
            addresses));
    start();
  }

  private void start() {
    try {
      http.start();
      http.getContentDecoderFactories().clear();
      http.getProtocolHandlers().clear(); // a 401 is an answer like any other
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP client does not start", e);
    }
  }

  @Override
  public PushResponse send(PushRequest push) throws InterruptedException {
    Request request =
        http.POST(push.endpoint())
            .headers(headers -> {
              headers.put(HttpHeader.AUTHORIZATION, push.authorization());
              headers.put(HttpHeader.CONTENT_ENCODING, "aes128gcm");
              headers.put("TTL", Long.toString(push.ttlSeconds()));
              headers.put("Urgency", push.urgency().header());
              if (push.topic() != null) {
                headers.put("Topic", push.topic());
              }
            })
            .timeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .body(new BytesRequestContent("application/notification+json", push.body()));
    if ("http".equals(push.endpoint().getScheme())) {
      request.version(HttpVersion.HTTP_1_1);
    }
    Exchange exchange = new Exchange();
    request.send(exchange);
    try {
      return exchange.answer.get().meaning(clock.instant());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new PushResponse.Unreachable(cause.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP client does not stop", e);
    }
  }

  /** Keeps the beginning of the body and lets the rest go by. */
  private static final class Exchange implements Response.Listener {
    private final CompletableFuture<PushAnswer> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Override
    public void onContent(Response response, ByteBuffer content) {
      byte[] bytes = new byte[Math.min(content.remaining(), MAX_BODY - body.size())];
      content.get(bytes);
      body.writeBytes(bytes);
    }

    @Override
    public void onComplete(Result result) {
      Throwable failure = result.getFailure();
      if (failure != null) {
        answer.completeExceptionally(failure);
        return;
      }
      Response response = result.getResponse();
      answer.complete(
          new PushAnswer(
              response.getStatus(),
              response.getHeaders().get(HttpHeader.RETRY_AFTER),
              body.toString(UTF_8)));
    }
  }

  /** Lets only addresses through that the rule allows. */
  private record Resolver(SocketAddressResolver resolver, AddressRule rule)
      implements SocketAddressResolver {
    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      Object destination = context.get(Destination.CONTEXT_KEY);
      String pushService =
          destination instanceof Destination known ? known.getOrigin().asString() : "";
      resolver.resolve(
          host,
          port,
          context,
          new Promise<>() {
            @Override
            public void succeeded(List<InetSocketAddress> addresses) {
              List<InetSocketAddress> allowed =
                  addresses.stream()
                      .filter(address -> rule.mayDial(pushService, address.getAddress()))
                      .collect(Collectors.toList());
              if (allowed.isEmpty()) {
                promise.failed(
                    new ConnectException("No address of " + pushService + " may be dialled"));
              } else {
                promise.succeeded(allowed);
              }
            }

            @Override
            public void failed(Throwable failure) {
              promise.failed(failure);
            }
          });
    }
  }
}
