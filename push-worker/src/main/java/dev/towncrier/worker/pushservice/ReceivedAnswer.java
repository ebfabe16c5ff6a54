package dev.towncrier.worker.pushservice;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what counts of an answer while it comes in. */
final class ReceivedAnswer {
  // More than is kept, so that a secret that is cut out leaves enough.
  private static final int MAX_BODY = 4_096;
  private static final int MAX_REASONS = 1_024;

  private int status;
  private @Nullable String retryAfter;
  private @Nullable String continueAfter;
  private @Nullable String ttl;
  private @Nullable String location;
  private @Nullable String wnsStatus;
  private @Nullable StringBuilder reasons;
  private byte @Nullable [] body;
  private int length;

  /** 0 until there is one. */
  int status() {
    return status;
  }

  void status(int received) {
    status = received;
  }

  /**
   * Takes a header if it counts.
   *
   * @param name in any case
   */
  void header(CharSequence name, CharSequence value) {
    switch (name.length()) {
      case 3 -> {
        if (AsciiString.contentEqualsIgnoreCase(name, "ttl")) {
          ttl = value.toString();
        }
      }
      case 8 -> {
        if (AsciiString.contentEqualsIgnoreCase(name, "location")) {
          location = value.toString();
        }
      }
      case 11 -> {
        if (AsciiString.contentEqualsIgnoreCase(name, "retry-after")) {
          retryAfter = value.toString();
        }
      }
      default -> {}
    }
    if (isReason(name)) {
      reason(name.toString().toLowerCase(Locale.ROOT), value.toString());
    }
  }

  /** Headers in which the Windows notification service puts its reasons. */
  private static boolean isReason(CharSequence name) {
    return name.length() >= 5
        && (name.charAt(1) == '-' || name.charAt(2) == '-')
        && (AsciiString.regionMatches(name, true, 0, "x-wns-", 0, 6)
            || AsciiString.contentEqualsIgnoreCase(name, "ms-cv"));
  }

  private void reason(String name, String value) {
    switch (name) {
      case "x-wns-status" -> wnsStatus = value;
      case "x-wns-continue-after" -> continueAfter = value;
      default -> {}
    }
    StringBuilder all = reasons == null ? new StringBuilder() : reasons;
    if (all.length() < MAX_REASONS) {
      all.append(name).append(": ").append(value).append('\n');
    }
    reasons = all;
  }

  /** Takes a piece of the body, or the beginning of it. */
  void body(ByteBuf data) {
    int room = MAX_BODY - length;
    int bytes = Math.min(room, data.readableBytes());
    if (bytes > 0) {
      if (body == null) {
        body = new byte[MAX_BODY];
      }
      data.getBytes(data.readerIndex(), body, length, bytes);
      length += bytes;
    }
  }

  PushAnswer complete(String host, PushRequest request) {
    boolean wns = reasons != null && (wnsStatus != null || reasons.indexOf("x-wns-") >= 0);
    String text = body == null ? "" : new String(body, 0, length, StandardCharsets.UTF_8);
    String all = reasons == null ? text : reasons + text;
    return new PushAnswer(
        PushServiceKind.of(host, wns),
        status,
        retryAfter,
        continueAfter,
        ttl,
        location,
        wnsStatus,
        all.isEmpty() ? "" : Detail.of(all, request));
  }
}
