package dev.towncrier.benchmarks.parts;

import dev.towncrier.benchmarks.message.Backends;
import dev.towncrier.benchmarks.message.Payloads;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.crypto.contentcoding.Hkdf;
import dev.towncrier.crypto.message.AuthSecret;
import dev.towncrier.crypto.message.PushMessageEncryption;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256KeyPair;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of a message, with a payload of 300 bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class MessageParts {

  /** What all steps need. */
  @State(Scope.Benchmark)
  public static class Input {
    final Recipient recipient = Recipient.generate();
    final byte[] p256dh = recipient.p256dh();
    final P256PublicKey userAgentKey = P256PublicKey.decode(p256dh);
    final AuthSecret authSecret = AuthSecret.decode(recipient.auth());
    final byte[] salt = recipient.auth();
    final byte[] info = Payloads.ofLength(144);
    final byte[] payload = Payloads.ofLength(300);
  }

  /** The curve arithmetic, on each backend. */
  @State(Scope.Benchmark)
  public static class Curve {

    /** Set by the runner to what is available. */
    @Param("bouncycastle")
    public String backend = "bouncycastle";

    private final Input input = new Input();
    private P256 p256 = P256.bouncyCastle();
    private P256KeyPair own = p256.generateKeyPair();
    private PushMessageEncryption encryption = new PushMessageEncryption(p256);

    /** Changes to the backend that the runner asks for. */
    @Setup
    public void choose() {
      p256 = Objects.requireNonNull(Backends.available().get(backend), backend);
      own = p256.generateKeyPair();
      encryption = new PushMessageEncryption(p256);
    }
  }

  /** What a derivation uses again. */
  @State(Scope.Thread)
  public static class Derivation {
    final Hkdf hkdf = new Hkdf();
    final byte[] output = new byte[Hkdf.BLOCK_LENGTH];
  }

  /** A fresh key pair. */
  @Benchmark
  public P256KeyPair keyPair(Curve curve) {
    return curve.p256.generateKeyPair();
  }

  /** The agreement with a key pair that is there. */
  @Benchmark
  public AgreedSecret agree(Curve curve) {
    return curve.p256.agree(curve.own, curve.input.userAgentKey);
  }

  /** Key pair and agreement, as a message has them. */
  @Benchmark
  public AgreedSecret agreeEphemerally(Curve curve) {
    return curve.p256.agreeEphemerally(curve.input.userAgentKey);
  }

  /** A signature over as much as a VAPID token has. */
  @Benchmark
  public byte[] sign(Curve curve) {
    return curve.p256.sign(curve.own.privateKey(), curve.input.info);
  }

  /** The whole encryption, with decoded keys. */
  @Benchmark
  public byte[] encrypt(Curve curve) {
    return curve.encryption.encrypt(
        curve.input.payload, curve.input.userAgentKey, curve.input.authSecret);
  }

  /** The recipient's point, with the check that it is on the curve. */
  @Benchmark
  public P256PublicKey decode(Input input) {
    return P256PublicKey.decode(input.p256dh);
  }

  /** One extraction and one expansion. */
  @Benchmark
  public byte[] hkdf(Derivation derivation, Input input) {
    derivation.hkdf.extract(input.salt, input.p256dh);
    derivation.hkdf.expand(input.info, derivation.output);
    return derivation.output;
  }
}
