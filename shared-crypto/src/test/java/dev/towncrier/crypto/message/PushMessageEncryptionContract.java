package dev.towncrier.crypto.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towncrier.crypto.PayloadTooLarge;
import dev.towncrier.crypto.p256.AgreedSecret;
import dev.towncrier.crypto.p256.P256;
import dev.towncrier.crypto.p256.P256PrivateKey;
import dev.towncrier.crypto.p256.P256PublicKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What is encrypted, whatever does the arithmetic. */
abstract class PushMessageEncryptionContract {

  private final P256 p256;
  private final PushMessageEncryption encryption;

  PushMessageEncryptionContract(P256 p256) {
    this.p256 = p256;
    this.encryption = new PushMessageEncryption(p256);
  }

  @Example
  void encryptsTheExampleOfRfc8291Section5() {
    P256PublicKey userAgentKey =
        P256PublicKey.decode(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
    P256PrivateKey ephemeral =
        P256PrivateKey.decode(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    AgreedSecret agreed = p256.agree(p256.keyPair(ephemeral), userAgentKey);
    // Appendix A
    assertThat(agreed.secret()).isEqualTo(decoded("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"));

    byte[] body =
        MessageEncoder.beside(p256)
            .encode(
                "When I grow up, I want to be a watermelon".getBytes(US_ASCII),
                userAgentKey,
                AuthSecret.decode("BTBZMqHH6r4Tts7J_aSIgg"),
                agreed,
                decoded("DGv6ra1nlYgDCS1FRnbzlw"));

    assertThat(body)
        .isEqualTo(
            decoded(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                    + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                    + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"));
  }

  @Property(tries = 200)
  void isDecryptedByTheUserAgentAndNoOther(
      @ForAll @Size(max = 3993) byte[] plaintext, @ForAll @Size(16) byte[] authSecret)
      throws GeneralSecurityException {
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    byte[] body = encrypt(plaintext, userAgent, authSecret);
    assertThat(body).hasSize(plaintext.length + 103);
    assertThat(userAgent.decrypt(body)).isEqualTo(plaintext);
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> new JdkUserAgent(authSecret).decrypt(body));
  }

  @Example
  void takesTheLargestPlaintextAndNotOneByteMore() throws GeneralSecurityException {
    byte[] authSecret = new byte[16];
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    byte[] largest = new byte[PushMessageEncryption.MAX_PLAINTEXT_LENGTH];
    assertThat(largest).hasSize(3993);
    byte[] body = encrypt(largest, userAgent, authSecret);
    assertThat(body).hasSize(4096);
    assertThat(userAgent.decrypt(body)).isEqualTo(largest);

    assertThatExceptionOfType(PayloadTooLarge.class)
        .isThrownBy(() -> encrypt(new byte[3994], userAgent, authSecret))
        .withMessage("Plaintext of 3994 bytes is over the limit of 3993 bytes")
        .satisfies(e -> assertThat(e.length()).isEqualTo(3994))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(3993));
  }

  @Example
  void isRefusedByTheUserAgentWhenCutOrLengthened() throws GeneralSecurityException {
    byte[] authSecret = new byte[16];
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    byte[] body = encrypt(new byte[300], userAgent, authSecret);
    for (int length : new int[] {0, 15, 20, 21, 85, 86, 102, 103, 402, 404, 4_200}) {
      assertThatThrownBy(() -> userAgent.decrypt(Arrays.copyOf(body, length)))
          .as("%d of %d bytes", length, body.length)
          .isInstanceOfAny(GeneralSecurityException.class, BufferUnderflowException.class);
    }
  }

  @Example
  void isRefusedByTheUserAgentUnderASmallerRecordSize() throws GeneralSecurityException {
    byte[] authSecret = new byte[16];
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    byte[] body = encrypt(new byte[300], userAgent, authSecret);
    assertThat(ByteBuffer.wrap(body).getInt(16)).isEqualTo(4096);
    for (int recordSize : new int[] {0, 17, 18, 316}) {
      ByteBuffer.wrap(body).putInt(16, recordSize);
      assertThatExceptionOfType(GeneralSecurityException.class)
          .isThrownBy(() -> userAgent.decrypt(body));
    }
    ByteBuffer.wrap(body).putInt(16, 317);
    assertThat(userAgent.decrypt(body)).hasSize(300);
  }

  @Example
  void encryptsInManyThreadsAtOnce() throws GeneralSecurityException {
    byte[] authSecret = new byte[16];
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    byte[] plaintext = "the same for all".getBytes(US_ASCII);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.execute(() -> bodies.add(encrypt(plaintext, userAgent, authSecret)));
      }
    }
    assertThat(bodies)
        .hasSize(200)
        .allSatisfy(body -> assertThat(userAgent.decrypt(body)).isEqualTo(plaintext));
  }

  @Example
  void usesAFreshSaltAndKeyForEveryMessage() throws GeneralSecurityException {
    byte[] authSecret = new byte[16];
    JdkUserAgent userAgent = new JdkUserAgent(authSecret);
    byte[] first = encrypt(new byte[10], userAgent, authSecret);
    byte[] second = encrypt(new byte[10], userAgent, authSecret);
    assertThat(Arrays.copyOf(first, 16)).isNotEqualTo(Arrays.copyOf(second, 16));
    assertThat(Arrays.copyOfRange(first, 21, 86)).isNotEqualTo(Arrays.copyOfRange(second, 21, 86));
  }

  private byte[] encrypt(byte[] plaintext, JdkUserAgent userAgent, byte[] authSecret) {
    return encryption.encrypt(
        plaintext, P256PublicKey.decode(userAgent.p256dh()), AuthSecret.decode(authSecret));
  }

  private static byte[] decoded(String base64Url) {
    return Base64.getUrlDecoder().decode(base64Url);
  }
}
