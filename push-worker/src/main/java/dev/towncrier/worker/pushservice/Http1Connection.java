package dev.towncrier.worker.pushservice;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP/1.1 connection (RFC 9112), with one request at a time. Lives on its event loop. */
final class Http1Connection extends SimpleChannelInboundHandler<HttpObject> implements Connection {
  private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

  private final ConnectionPool pool;
  private final Timings timings;
  private final Consumer<Connection> onOpen;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Ticks ticks;
  private @Nullable Sending underWay;
  private boolean opened;
  private boolean interim;
  private boolean keepAlive = true;
  private long lastUsed;
  private volatile boolean room;

  /**
   * @param onOpen is told when requests may be written
   */
  Http1Connection(ConnectionPool pool, Timings timings, Consumer<Connection> onOpen) {
    this.pool = pool;
    this.timings = timings;
    this.onOpen = onOpen;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    ticks = new Ticks(added.channel().eventLoop(), timings.tick(), this::tick);
    if (added.channel().isActive()) {
      open();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    open();
    super.channelActive(ctx);
  }

  private void open() {
    if (!opened) {
      opened = true;
      lastUsed = System.nanoTime();
      room = true;
      ticks().start();
      onOpen.accept(this);
    }
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  private Ticks ticks() {
    return Objects.requireNonNull(ticks);
  }

  @Override
  public EventLoop eventLoop() {
    return context().channel().eventLoop();
  }

  @Override
  public int most() {
    return MOST_OF_HTTP_1;
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public void drain() {
    while (room) {
      Sending next = pool.take();
      if (next == null) {
        return;
      }
      pool.wakeForMore(this);
      open(next);
    }
    if (pool.isWaitedFor()) {
      pool.wake();
    }
  }

  private void open(Sending sending) {
    PushRequest request = sending.request(pool.origin());
    if (request == null) {
      return;
    }
    room = false;
    lastUsed = System.nanoTime();
    sending.started(new Attempt(request, 0, lastUsed, 0));
    underWay = sending;
    ticks().busy();
    var _ = context().writeAndFlush(message(request), context().voidPromise());
  }

  private FullHttpRequest message(PushRequest request) {
    FullHttpRequest message =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            request.path(),
            Unpooled.wrappedBuffer(request.body()));
    HttpHeaders headers = message.headers();
    headers.set(HttpHeaderNames.HOST, pool.origin().authority());
    headers.set(RequestHeaders.AUTHORIZATION, request.authorization());
    headers.set(RequestHeaders.CONTENT_TYPE, RequestHeaders.NOTIFICATION);
    headers.set(RequestHeaders.CONTENT_ENCODING, RequestHeaders.AES128GCM);
    headers.set(RequestHeaders.CONTENT_LENGTH, Integer.toString(request.body().length));
    headers.set(RequestHeaders.TTL, Long.toString(request.ttlSeconds()));
    headers.set(RequestHeaders.URGENCY, RequestHeaders.urgency(request.urgency()));
    if (request.topic() != null) {
      headers.set(RequestHeaders.TOPIC, request.topic());
    }
    if (PushServiceKind.isWns(pool.origin().host())) {
      headers.set(RequestHeaders.CACHE_POLICY, RequestHeaders.cachePolicy(request));
    }
    return message;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      broken("The answer was no valid HTTP");
      return;
    }
    if (message instanceof HttpResponse response) {
      begin(response);
    }
    if (message instanceof HttpContent content && underWay != null && !interim) {
      boolean bearable = underWay.attempt().receive(content.content());
      if (message instanceof LastHttpContent) {
        answered();
      } else if (!bearable) {
        keepAlive = false;
        answered();
      }
    }
    if (message instanceof LastHttpContent) {
      interim = false;
    }
  }

  private void begin(HttpResponse response) {
    interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (underWay == null || interim) {
      return;
    }
    keepAlive = HttpUtil.isKeepAlive(response);
    ReceivedAnswer answer = underWay.attempt().answer();
    answer.status(response.status().code());
    response.headers().forEach(header -> answer.header(header.getKey(), header.getValue()));
  }

  private void answered() {
    Sending sending = Objects.requireNonNull(underWay);
    underWay = null;
    lastUsed = System.nanoTime();
    ticks().quiet();
    sending.answered(sending.attempt().meaning(pool.origin(), pool.clock()));
    if (keepAlive) {
      room = true;
    } else {
      leave();
      close();
    }
  }

  private void broken(String detail) {
    leave();
    Sending sending = underWay;
    underWay = null;
    close();
    if (sending != null) {
      sending.brokenOff(detail, pool.origin(), pool.clock());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    if (room && pool.isWaitedFor()) {
      drain();
    }
  }

  private void tick() {
    long now = System.nanoTime();
    pool.expire(now);
    if (underWay != null) {
      if (now - underWay.attempt().startedAt() >= timings.request()) {
        broken("No answer in time");
      }
    } else if (now - lastUsed >= timings.idle()) {
      leave();
      close();
    } else if (room && pool.isWaitedFor()) {
      drain();
    }
  }

  private void leave() {
    room = false;
    pool.left(this);
  }

  @Override
  public void close() {
    var _ = context().close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    ticks().stop();
    broken("The connection was cut");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("Connection to {} failed", pool.origin().text(), cause);
    broken("The connection failed");
  }
}
