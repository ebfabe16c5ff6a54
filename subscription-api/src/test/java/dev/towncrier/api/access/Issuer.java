package dev.towncrier.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.towncrier.api.Site;
import dev.towncrier.contract.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** An issuer of operators' tokens on loopback (OpenID Connect), by nothing but the JDK. */
final class Issuer implements AutoCloseable {
  static final String AUDIENCE = "towncrier";

  private final HttpServer server;
  private final Map<String, KeyPair> keys = new LinkedHashMap<>();
  private final Site elliptic = Site.signingBy("ES256");
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile boolean down;
  private volatile String redirect;
  private volatile String saidIssuer;
  private volatile String saidKeys;

  /** One whose first key, for RS256 and PS256, has the kid 1; that for ES256 has the kid 2. */
  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, this::discovery));
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          answer(exchange, this::jwks);
        });
    server.start();
    saidIssuer = url();
    saidKeys = url() + "/keys";
    addKey("1");
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often its keys were fetched. */
  int fetches() {
    return fetches.get();
  }

  void goesDown(boolean isDown) {
    down = isDown;
  }

  /** Answers everything with a redirect. */
  void redirectsTo(String url) {
    redirect = url;
  }

  void says(String issuer, String keysUrl) {
    saidIssuer = issuer;
    saidKeys = keysUrl;
  }

  void addKey(String kid) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      synchronized (keys) {
        keys.put(kid, generator.generateKeyPair());
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  void removeKey(String kid) {
    synchronized (keys) {
      keys.remove(kid);
    }
  }

  /** Claims that open everything for the hour after {@code now}. */
  ObjectNode claims(Instant now) {
    return Json.MAPPER
        .createObjectNode()
        .put("iss", url())
        .put("aud", AUDIENCE)
        .put("sub", "olga")
        .put("scope", "openid towncrier:manage")
        .put("exp", now.getEpochSecond() + 3_600);
  }

  ObjectNode claims() {
    return claims(Instant.now());
  }

  static ObjectNode header(String alg, String kid) {
    return Json.MAPPER.createObjectNode().put("alg", alg).put("kid", kid);
  }

  String token(ObjectNode claims) {
    return token(header("RS256", "1"), "1", claims);
  }

  /** A token of this header, signed by that RSA key: by PSS if the header says so. */
  String token(ObjectNode header, String kid, ObjectNode claims) {
    String signed = part(header) + "." + part(claims);
    boolean pss = header.get("alg").stringValue().startsWith("PS");
    try {
      Signature signature = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
      if (pss) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      synchronized (keys) {
        signature.initSign(keys.get(kid).getPrivate());
      }
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String tokenByEs256(ObjectNode claims) {
    return elliptic.token(header("ES256", "2"), claims);
  }

  /** A token that whoever knows the public key can make, and that is taken if HS256 is. */
  String tokenByHmacOfThePublicKey(ObjectNode claims) {
    synchronized (keys) {
      return Site.tokenByHmac(keys.get("1").getPublic().getEncoded(), header("HS256", "1"), claims);
    }
  }

  static String unsigned(ObjectNode claims) {
    return part(Json.MAPPER.createObjectNode().put("alg", "none")) + "." + part(claims) + ".";
  }

  private String discovery() {
    return Json.MAPPER
        .createObjectNode()
        .put("issuer", saidIssuer)
        .put("jwks_uri", saidKeys)
        .toString();
  }

  private String jwks() {
    ObjectNode set = Json.MAPPER.createObjectNode();
    set.putArray("keys").add(elliptic.jwk().put("kid", "2").put("use", "sig"));
    synchronized (keys) {
      keys.forEach((kid, pair) -> {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        set.withArray("keys")
            .addObject()
            .put("kty", "RSA")
            .put("kid", kid)
            .put("use", "sig")
            .put("n", base64(key.getModulus()))
            .put("e", base64(key.getPublicExponent()));
      });
    }
    return set.toString();
  }

  private void answer(HttpExchange exchange, Supplier<String> json) throws IOException {
    if (redirect != null) {
      exchange.getResponseHeaders().set("Location", redirect);
    }
    int status = redirect != null ? 302 : down ? 503 : 200;
    byte[] body = status == 200 ? json.get().getBytes(UTF_8) : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String part(ObjectNode json) {
    return base64(json.toString().getBytes(UTF_8));
  }

  private static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int sign = bytes[0] == 0 ? 1 : 0; // which RFC 7518 section 2 leaves out
    return base64(Arrays.copyOfRange(bytes, sign, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
