package dev.towncrier.worker.pushservice;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Over HTTP/2 where the push service speaks it, else HTTP/1.1; redirects are never followed.
 * Several connections go to each push service, shared by the I/O threads.
 */
public final class NettyPushServiceClient implements PushServiceClient {
  /** The host of endpoints that browsers give up for good. */
  private static final String REMOVED = "permanently-removed.invalid";

  private static final int GONE = 410;
  private static final int MAX_LOOKUPS = 64;
  private static final int MANY_POOLS = 1_000;
  private static final long LOOKUP_THREAD_SECONDS = 10;
  private static final long STOP_SECONDS = 3;

  private final ConcurrentMap<String, ConnectionPool> pools = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Timings timings;
  private final EventLoopGroup loops;
  private final ThreadPoolExecutor lookups;
  private final Dialer dialer;
  private volatile boolean closed;

  /**
   * Starts a client with an I/O thread for every processor but one, on which all else is done that
   * a message needs: with every processor busy encrypting, that would wait.
   */
  public NettyPushServiceClient(
      PushServiceSettings settings, AddressRule addresses, InstantSource clock) {
    this(settings, Timings.of(settings), addresses, InetAddress::getAllByName, clock);
  }

  NettyPushServiceClient(
      PushServiceSettings settings,
      Timings timings,
      AddressRule addresses,
      HostResolver resolver,
      InstantSource clock) {
    this.timings = timings;
    this.clock = clock;
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    var names = new DefaultThreadFactory("push-service", true);
    loops = new MultiThreadIoEventLoopGroup(threads, names, NioIoHandler.newFactory());
    lookups =
        new ThreadPoolExecutor(
            MAX_LOOKUPS,
            MAX_LOOKUPS,
            LOOKUP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("push-service-lookup", true));
    lookups.allowCoreThreadTimeOut(true);
    Bootstrap transport =
        new Bootstrap()
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true);
    dialer =
        new Dialer(
            transport,
            loops,
            ClientTls.trusting(settings.ca()),
            resolver,
            lookups,
            addresses,
            timings);
  }

  @Override
  public void send(String pushService, Exchange exchange) {
    Sending sending = new Sending(exchange, System.nanoTime());
    boolean taken;
    do {
      if (closed) {
        throw new IllegalStateException(Dialer.CLOSED);
      }
      ConnectionPool pool = pools.get(pushService);
      if (pool == null) {
        Origin origin = Origin.of(pushService);
        if (origin.host().equals(REMOVED)) {
          loops.next().execute(() -> sending.answered(new PushResponse.SubscriptionGone(GONE)));
          return;
        }
        pool = pools.computeIfAbsent(pushService, _ -> pool(origin));
        forgetUnused();
      }
      taken = pool.add(sending);
    } while (!taken);
  }

  private ConnectionPool pool(Origin origin) {
    return new ConnectionPool(origin, clock, timings, dialer);
  }

  /** So that a stream of hosts that are seen once does not fill the memory. */
  private void forgetUnused() {
    if (pools.size() > MANY_POOLS) {
      pools.values().removeIf(ConnectionPool::closeIfUnused);
    }
  }

  @Override
  public void close() {
    closed = true;
    pools.values().forEach(ConnectionPool::close);
    lookups.shutdownNow();
    loops
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    pools.values().forEach(ConnectionPool::close);
  }
}
