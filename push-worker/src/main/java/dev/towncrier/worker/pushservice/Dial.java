package dev.towncrier.worker.pushservice;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The opening of one connection: the name is looked up, addresses that may not be dialled are left
 * out, and the very addresses that were looked at are dialled, one after another. All of it
 * together takes at most the connect time-out.
 */
final class Dial {
  private final Dialer dialer;
  private final ConnectionPool pool;
  private final EventLoop loop;
  private final long timeLimit;
  private @Nullable Future<?> deadline;
  private @Nullable Channel channel;
  private boolean done;

  /**
   * @param timeLimit in nanoseconds
   */
  Dial(Dialer dialer, ConnectionPool pool, EventLoop loop, long timeLimit) {
    this.dialer = dialer;
    this.pool = pool;
    this.loop = loop;
    this.timeLimit = timeLimit;
  }

  /** On its event loop, as everything but the looking up. */
  void start() {
    deadline = loop.schedule(() -> fail("No connection in time"), timeLimit, TimeUnit.NANOSECONDS);
    try {
      dialer.lookups().execute(this::lookUp);
    } catch (RejectedExecutionException e) {
      fail(Dialer.CLOSED);
    }
  }

  private void lookUp() {
    PushResponse failure;
    try {
      InetAddress[] found = dialer.resolver().resolve(pool.origin().host());
      List<InetAddress> allowed =
          Arrays.stream(found)
              .filter(address -> dialer.addresses().mayDial(pool.origin().text(), address))
              .toList();
      if (!allowed.isEmpty()) {
        loop.execute(() -> connect(allowed, 0));
        return;
      }
      failure = new PushResponse.Unreachable("No address of the push service may be dialled");
    } catch (UnknownHostException e) {
      failure =
          saysThatThereIsNone(e)
              ? new PushResponse.HostUnknown("The push service's host does not exist")
              : new PushResponse.Unreachable("The push service's host could not be looked up");
    } catch (RuntimeException e) {
      failure = new PushResponse.Unreachable("Looking up failed: " + name(e));
    }
    PushResponse reason = failure;
    try {
      loop.execute(() -> fail(reason));
    } catch (RejectedExecutionException e) {
      pool.notOpened(new PushResponse.Unreachable(Dialer.CLOSED));
    }
  }

  /**
   * The JDK has one exception for names that do not exist and for name servers that do not answer,
   * and only the system's words tell them apart. In doubt the name may exist.
   */
  private static boolean saysThatThereIsNone(UnknownHostException e) {
    String message = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
    return message.contains("not known")
        || message.contains("no address associated")
        || message.contains("no such host");
  }

  private void connect(List<InetAddress> addresses, int index) {
    if (done) {
      return;
    }
    int left = addresses.size() - index;
    long millis = TimeUnit.NANOSECONDS.toMillis(timeLimit) / left;
    ChannelFuture connecting =
        dialer
            .transport()
            .clone(loop)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.clamp(millis, 1, 60_000))
            .handler(new Initializer())
            .connect(new InetSocketAddress(addresses.get(index), pool.origin().port()));
    channel = connecting.channel();
    connecting.addListener(finished -> {
      if (finished.isSuccess()) {
        connected(connecting.channel());
      } else if (left > 1) {
        connect(addresses, index + 1);
      } else {
        fail("No connection: " + name(finished.cause()));
      }
    });
  }

  private void connected(Channel open) {
    // Later, so that a better reason comes first.
    open.closeFuture().addListener(_ -> loop.execute(() -> fail("The connection was closed")));
  }

  private void succeed(Connection connection) {
    if (done) {
      connection.close();
    } else {
      finish();
      pool.opened(connection);
    }
  }

  private void fail(String detail) {
    fail(new PushResponse.Unreachable(detail));
  }

  private void fail(PushResponse reason) {
    if (!done) {
      finish();
      if (channel != null) {
        var _ = channel.close();
      }
      pool.notOpened(reason);
    }
  }

  private void finish() {
    done = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /** The kind of the first cause; messages may name what is secret. */
  private static String name(@Nullable Throwable cause) {
    Throwable first = cause == null ? new IllegalStateException() : cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    Class<?> kind = first.getClass();
    return kind.isAnonymousClass() || kind.getSimpleName().startsWith("Annotated")
        ? kind.getSuperclass().getSimpleName()
        : kind.getSimpleName();
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel opened) {
      Origin origin = pool.origin();
      if (!origin.tls()) {
        addHttp1(opened);
        return;
      }
      SslHandler tls = dialer.tls().newHandler(opened.alloc(), origin.host(), origin.port());
      tls.setHandshakeTimeout(timeLimit, TimeUnit.NANOSECONDS);
      opened.pipeline().addLast(tls, new Negotiated());
    }
  }

  private void addHttp1(Channel opened) {
    opened
        .pipeline()
        .addLast(
            new HttpClientCodec(), new Http1Connection(pool, dialer.timings(), Dial.this::succeed));
  }

  /** Puts the protocol on top of TLS that both sides speak (RFC 7301). */
  private final class Negotiated extends ApplicationProtocolNegotiationHandler {
    Negotiated() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        ctx.pipeline().addLast(new Http2Connection(pool, dialer.timings(), Dial.this::succeed));
      } else {
        addHttp1(ctx.channel());
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      fail("No TLS: " + name(cause));
      var _ = ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      fail("No TLS: " + name(cause));
      var _ = ctx.close();
    }
  }
}
