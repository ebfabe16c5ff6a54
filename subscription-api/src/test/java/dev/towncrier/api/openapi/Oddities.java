package dev.towncrier.api.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What may be odd about a request beside its body: headers, lengths, the way it is sent. */
final class Oddities {
  private static final List<String> CONTENT_TYPES =
      List.of(
          "",
          "json",
          "/",
          "text/plain",
          "application/json;charset=utf-16",
          "application/json; charset=nonsense",
          "application/json;;;",
          "application/json; charset=\"",
          "application/*",
          "*/*",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=a",
          "application/json\u00e9",
          "a/" + "b".repeat(4_000));

  private static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: */*;q=a",
          "Accept: application/json;q=-1, ,,,",
          "Accept: \u00ff",
          "Accept:",
          "Accept-Language: x-\u00ff, *;q=2",
          "Accept-Charset: nonsense",
          "Accept-Encoding: gzip;q=0, nonsense",
          "Content-Encoding: gzip",
          "Content-Encoding: nonsense",
          "Content-Language: \u0001",
          "Range: bytes=9-1,-",
          "If-Match: \"",
          "If-Match: W/\"a\", *",
          "If-Match: " + "\"a\", ".repeat(500),
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "If-Unmodified-Since: Thu, 99 Jan 99999 99:99:99 GMT",
          "Expect: 100-continue",
          "Expect: the unexpected",
          "Upgrade: h2c, websocket",
          "Connection: Upgrade, HTTP2-Settings",
          "Connection: close",
          "Cookie: a=b; =; \u00ff",
          "Cookie: $Version=1; " + "a=b;".repeat(500),
          "Forwarded: for=\"[::1\";by=",
          "X-Forwarded-For: a, , 999.1.1.1",
          "X-Forwarded-Proto: javascript",
          "X-Forwarded-Host: a b:99999",
          "X-Forwarded-Prefix: /..",
          "X-HTTP-Method-Override: DELETE",
          "X-Original-URL: /actuator/env",
          "Last-Event-ID: \u00ff",
          "Origin: https://foreign.example",
          "Origin: null",
          "Origin:",
          "Origin: http://",
          "Origin: http://localhost:99999999999",
          "Origin: http://localhost:8080/path?#\u00ff",
          "Origin: javascript:alert(1)",
          "Origin: http://[::1",
          "Access-Control-Request-Method: \u00ff",
          "Access-Control-Request-Headers: " + "a,".repeat(1_000),
          "Authorization:",
          "Authorization: Bearer",
          "Authorization: Bearer    ",
          "Authorization: Bearer a b c",
          "Authorization: bearer \u00ff\u00fe",
          "Authorization: Bearer " + "a".repeat(6_000),
          "Authorization: Basic YTpi",
          "Authorization: Basic \u00ff",
          "Authorization: Digest username=\"",
          "No colon",
          ": no name",
          "With space : a",
          "N\u0000ul: a",
          "Nul: a\u0000b",
          "\u00dcml\u00e4ut: a",
          " Folded: a",
          "Folded: a\r\n b",
          "Return: a\rb",
          "Long: " + "a".repeat(20_000),
          "Host: other.example",
          "Host: a b",
          "Host: [::1");

  private static final List<String> TRANSFER_CODINGS =
      List.of("gzip", "xchunked", "chunked, chunked", "identity", "chunked;q=1", "\u00ff", "");

  private static final List<String> LENGTHS =
      List.of("-1", "+5", "a", "", "1e3", "0x10", "1,1", " ", "99999999999999999999", "2147483648");

  private static final List<String> VERSIONS =
      List.of("HTTP/1.0", "HTTP/9.9", "HTTP/2.0", "http/1.1", "HTTP/1.1.1", "FTP/1.0");

  private static final List<String> QUERIES =
      List.of(
          "%",
          "%zz=%zz",
          "a=%00",
          "a=%ff%fe",
          "a=%c0%80",
          "a=%ed%a0%80",
          "\u00ff",
          "a[b][]=1&a[b]=2",
          "=&&=&",
          "a;b=c",
          "|{}",
          "a=" + "b".repeat(3_000),
          "a=b&".repeat(1_500),
          "_method=DELETE",
          "class.module.classLoader=1");

  private Oddities() {}

  /** Makes something odd of it, which a server may pass over. */
  static void add(Draft draft, Random random) {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> draft.headers.add(pick(HEADERS, random));
      case 4 -> draft.with("Content-Type", pick(CONTENT_TYPES, random));
      case 5 -> draft.target += (draft.target.contains("?") ? "&" : "?") + pick(QUERIES, random);
      case 6 -> frame(draft, random);
      case 7 -> frame(draft, random);
      case 8 -> {
        if (!draft.headers.isEmpty()) {
          draft.headers.removeFirst();
        }
        if (random.nextBoolean()) {
          draft.headers.add(pick(HEADERS, random));
        }
      }
      default -> line(draft, random);
    }
  }

  private static void line(Draft draft, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> {
        draft.version = pick(VERSIONS, random);
        draft.alsoRight.add(505); // RFC 9110 section 15.6.6
        draft.ends = true;
      }
      case 1 -> draft.target = "http://127.0.0.1" + draft.target;
      case 2 -> {
        for (int header = 0; header < 150; header++) {
          draft.with("X" + header, "a");
        }
      }
      default -> draft.target += "?" + "a".repeat(9_000);
    }
  }

  private static void frame(Draft draft, Random random) {
    if (draft.framed != null) {
      return;
    }
    String body = draft.body == null ? "{" : draft.body;
    String length = "Content-Length: ";
    draft.ends = true;
    switch (random.nextInt(12)) {
      case 0 -> draft.framed = length + (body.length() + 10) + "\r\n\r\n" + body;
      case 1 -> // never to none, which is no body and may be right
          draft.framed = length + Math.max(1, body.length() / 2) + "\r\n\r\n" + body;
      case 2 -> draft.framed = length + pick(LENGTHS, random) + "\r\n\r\n" + body;
      case 3 ->
          draft.framed =
              length + body.length() + "\r\n" + length + body.length() + "\r\n\r\n" + body;
      case 4 -> draft.framed = length + "0\r\n" + length + body.length() + "\r\n\r\n" + body;
      case 5 ->
          draft.framed =
              length
                  + body.length()
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + chunked(body, 1_000);
      case 6 -> {
        draft.framed = "Transfer-Encoding: " + pick(TRANSFER_CODINGS, random) + "\r\n\r\n" + body;
        draft.alsoRight.add(501); // RFC 9112 section 6.1
      }
      case 7 -> {
        draft.framed = "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, 7);
        draft.ends = false;
      }
      case 8 -> draft.framed = "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body;
      case 9 -> draft.framed = "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + body;
      case 10 -> draft.framed = "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n" + body;
      default -> {
        String chunks = chunked(body, 50);
        draft.framed =
            "Transfer-Encoding: chunked\r\n\r\n" + chunks.substring(0, chunks.length() / 2);
      }
    }
  }

  private static String chunked(String body, int size) {
    String cut = body.length() > 20_000 ? body.substring(0, 20_000) : body;
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < cut.length(); at += size) {
      String chunk = cut.substring(at, Math.min(cut.length(), at + size));
      chunks.append(Integer.toHexString(chunk.length()).toUpperCase(Locale.ROOT));
      chunks.append(";a=b\r\n").append(chunk).append("\r\n");
    }
    return chunks.append("0\r\n\r\n").toString();
  }

  static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
