package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 connection (RFC 9113). Writes as many requests as the push service takes, then flushes
 * once. Lives on its event loop.
 */
final class Http2Connection extends ByteToMessageDecoder implements Connection {
  private static final Logger log = LoggerFactory.getLogger(Http2Connection.class);

  private static final int MAX_BATCH = 64;

  /** Requests are encrypted one by one, and the first must not wait long for the last. */
  private static final long MAX_BATCH_NANOS = 1_000_000;

  private static final int MAX_STREAMS = 1_000;
  private static final int LAST_STREAM_ID = Integer.MAX_VALUE - 1_000;

  private final ConnectionPool pool;
  private final Timings timings;
  private final Consumer<Connection> onOpen;
  private final RequestFrames requests;
  private final Streams streams = new Streams();
  private final Queue<Attempt> cramped = new ArrayDeque<>();
  private final Http2FrameReader reader =
      new DefaultHttp2FrameReader(
          new DefaultHttp2HeadersDecoder(false, OutgoingFrames.MAX_HEADER_LIST));
  private final IncomingFrames incoming = new IncomingFrames(this);

  // Set when the connection gets its channel, before anything else happens.
  private @Nullable ChannelHandlerContext context;
  private @Nullable OutgoingFrames outgoing;
  private @Nullable Ticks ticks;
  private @Nullable Pulse pulse;

  private boolean opened;
  private boolean leaving;
  private volatile boolean room;
  private long lastUsed;

  private int nextStreamId = 1;
  private long maxStreams = MAX_STREAMS;
  private int streamWindow = Http2CodecUtil.DEFAULT_WINDOW_SIZE;
  private long window = Http2CodecUtil.DEFAULT_WINDOW_SIZE;

  /**
   * @param onOpen is told when the push service has sent its settings
   */
  Http2Connection(ConnectionPool pool, Timings timings, Consumer<Connection> onOpen) {
    this.pool = pool;
    this.timings = timings;
    this.onOpen = onOpen;
    requests = new RequestFrames(pool.origin());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    outgoing = new OutgoingFrames(added);
    lastUsed = System.nanoTime();
    pulse = new Pulse(timings, lastUsed);
    ticks = new Ticks(added.channel().eventLoop(), timings.tick(), this::tick);
    outgoing.greet();
    ticks.start();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context);
  }

  private OutgoingFrames outgoing() {
    return Objects.requireNonNull(outgoing);
  }

  private Ticks ticks() {
    return Objects.requireNonNull(ticks);
  }

  private Pulse pulse() {
    return Objects.requireNonNull(pulse);
  }

  @Override
  public EventLoop eventLoop() {
    return context().channel().eventLoop();
  }

  // Requests go out.

  @Override
  public int most() {
    return MOST_OF_HTTP_2;
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  private boolean canOpen() {
    return opened
        && !leaving
        && streams.size() < maxStreams
        && window > 0
        && context().channel().isWritable();
  }

  private void updateRoom() {
    boolean now = canOpen();
    if (room != now) {
      room = now;
    }
  }

  @Override
  public void drain() {
    long now = System.nanoTime();
    int taken = 0;
    while (taken < MAX_BATCH && canOpen()) {
      Sending next = pool.take();
      if (next == null) {
        break;
      }
      if (taken++ == 0) {
        pool.wakeForMore(this);
      }
      open(next, now);
      if (System.nanoTime() - now >= MAX_BATCH_NANOS) {
        break;
      }
    }
    outgoing().flush();
    updateRoom();
    if (pool.isWaitedFor()) {
      if (room) {
        eventLoop().execute(this::drain);
      } else {
        pool.wake();
      }
    }
  }

  /** Drains if that makes sense, and flushes anyhow. */
  private void drainOrFlush() {
    updateRoom();
    if (room && pool.isWaitedFor()) {
      drain();
    } else {
      outgoing().flush();
    }
  }

  private void open(Sending sending, long now) {
    PushRequest request = sending.request(pool.origin());
    if (request == null) {
      return;
    }
    int streamId = nextStreamId;
    try {
      requests.headers(streamId, request, outgoing().buffer());
    } catch (Http2Exception | IllegalArgumentException e) {
      sending.failed(new IllegalArgumentException("The request can't be written", e));
      return;
    }
    nextStreamId += 2;
    if (nextStreamId > LAST_STREAM_ID) {
      leave();
    }
    Attempt attempt = new Attempt(request, streamId, now, streamWindow);
    sending.started(attempt);
    streams.add(sending);
    lastUsed = now;
    ticks().busy();
    writeBody(attempt);
  }

  private void writeBody(Attempt attempt) {
    while (attempt.unwritten() > 0) {
      int bytes = attempt.writable((int) Math.min(window, RequestFrames.MAX_FRAME));
      if (bytes == 0) {
        cramped.add(attempt);
        break;
      }
      RequestFrames.data(attempt, bytes, outgoing().buffer());
      window -= bytes;
    }
    outgoing().flushIfFull();
  }

  /** Goes on with bodies that did not fit into the windows. */
  void resume() {
    for (int waiting = cramped.size(); waiting > 0 && window > 0; waiting--) {
      Attempt attempt = cramped.remove();
      if (streams.find(attempt.streamId()) != null) {
        writeBody(attempt);
      }
    }
  }

  // What the push service says of the connection.

  Streams streams() {
    return streams;
  }

  void settings(Http2Settings settings) throws Http2Exception {
    Long streamsAllowed = settings.maxConcurrentStreams();
    if (streamsAllowed != null) {
      maxStreams = Math.min(streamsAllowed, MAX_STREAMS);
    }
    Long tableSize = settings.headerTableSize();
    if (tableSize != null) {
      requests.peerTableSize(tableSize);
    }
    Integer windowOfStreams = settings.initialWindowSize();
    if (windowOfStreams != null) {
      streams.widen(windowOfStreams - streamWindow);
      streamWindow = windowOfStreams;
      resume();
    }
    outgoing().acknowledgeSettings();
    if (!opened) {
      opened = true;
      updateRoom();
      onOpen.accept(this);
    }
  }

  void widen(int by) throws Http2Exception {
    window += by;
    if (window > Integer.MAX_VALUE) {
      throw Http2Exception.connectionError(Http2Error.FLOW_CONTROL_ERROR, "Window too large");
    }
    resume();
  }

  void answerPing(long data) throws Http2Exception {
    if (!context().channel().isWritable()) {
      throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "Pings, unread answers");
    }
    outgoing().answerPing(data);
  }

  void acknowledge(int bytes) {
    outgoing().acknowledge(bytes);
  }

  /** It takes no more requests and did not look at those after {@code lastStreamId}. */
  void goneAway(int lastStreamId) {
    leave();
    for (Sending sending : streams.removeAfter(lastStreamId)) {
      again(sending);
    }
    streamEnded();
  }

  private void leave() {
    if (!leaving) {
      leaving = true;
      room = false;
      pool.left(this);
    }
  }

  // Requests end.

  /** Its answer is complete, or as complete as it has to be. */
  void answered(Sending sending, boolean whole) {
    Attempt attempt = sending.attempt();
    streams.remove(attempt.streamId());
    if (!whole || attempt.unwritten() > 0) {
      outgoing().reset(attempt.streamId(), Http2Error.CANCEL);
    }
    sending.answered(attempt.meaning(pool.origin(), pool.clock()));
    streamEnded();
  }

  /** There will be no answer to this stream. */
  void broken(int streamId, String detail) {
    Sending sending = streams.remove(streamId);
    if (sending != null) {
      sending.brokenOff(detail, pool.origin(), pool.clock());
      streamEnded();
    }
  }

  /** The push service did not look at this stream. */
  void refused(int streamId) {
    Sending sending = streams.remove(streamId);
    if (sending != null) {
      again(sending);
      streamEnded();
    }
  }

  private void again(Sending sending) {
    if (sending.mayBeSentAgain(System.nanoTime())) {
      pool.again(sending);
    } else {
      sending.unreachable("The push service refused the request unread, time and again");
    }
  }

  private void streamEnded() {
    if (streams.isEmpty()) {
      lastUsed = System.nanoTime();
      ticks().quiet();
      if (leaving) {
        close();
      }
    }
  }

  // Time goes by.

  private void tick() {
    long now = System.nanoTime();
    boolean doubtful = false;
    for (Sending late : streams.removeStartedBefore(now - timings.request())) {
      Attempt attempt = late.attempt();
      doubtful |= pulse().isSilentSince(attempt.startedAt());
      outgoing().reset(attempt.streamId(), Http2Error.CANCEL);
      late.brokenOff("No answer in time", pool.origin(), pool.clock());
      streamEnded();
    }
    pool.expire(now);
    switch (pulse().at(now, doubtful)) {
      case ALIVE -> {}
      case ASK -> outgoing().ping();
      case DEAD -> {
        log.debug("No answer to a ping from {}", pool.origin().text());
        leave();
        close();
      }
    }
    if (opened && streams.isEmpty() && now - lastUsed >= timings.idle()) {
      end(Http2Error.NO_ERROR);
    }
    drainOrFlush();
  }

  // The channel.

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    pulse().read(System.nanoTime());
    try {
      reader.readFrame(ctx, in, incoming);
    } catch (StreamException e) {
      outgoing().reset(e.streamId(), e.error());
      broken(e.streamId(), "The answer was no valid HTTP/2: " + e.error());
    } catch (Http2Exception e) {
      log.debug("Not HTTP/2 from {}: {}", pool.origin().text(), e.error());
      in.skipBytes(in.readableBytes());
      end(e.error());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    super.channelReadComplete(ctx);
    drainOrFlush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    updateRoom();
    if (room && pool.isWaitedFor()) {
      eventLoop().execute(this::drain);
    }
    super.channelWritabilityChanged(ctx);
  }

  private void end(Http2Error error) {
    leave();
    outgoing().goAway(error);
    close();
  }

  @Override
  public void close() {
    var _ = context().close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    leave();
    ticks().stop();
    outgoing().close();
    for (Sending sending : streams.removeAfter(0)) {
      sending.brokenOff("The connection was cut", pool.origin(), pool.clock());
    }
    reader.close();
  }

  @Override
  @SuppressWarnings("deprecation") // of another interface's method
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("Connection to {} failed", pool.origin().text(), cause);
    var _ = ctx.close();
  }
}
