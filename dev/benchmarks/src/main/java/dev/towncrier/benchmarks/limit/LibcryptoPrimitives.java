package dev.towncrier.benchmarks.limit;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * OpenSSL's libcrypto, or AWS-LC, which has the same functions but for two. Called as a C program
 * would call it that wants no more than speed: by its curve functions, which cost less than EVP's
 * keys, with all contexts and buffers made once.
 */
final class LibcryptoPrimitives implements RawPrimitives {

  private static final int PRIME256V1 = 415;
  private static final int UNCOMPRESSED = 4;
  private static final int POINT_LENGTH = 65;
  private static final int SECRET_LENGTH = 32;
  private static final int TAG_LENGTH = 16;
  private static final int GET_TAG = 0x10;
  private static final int BUFFER_LENGTH = 4_096;

  /** Where the two libraries differ. */
  enum Dialect {
    OPENSSL {
      @Override
      NativeFunction agreement(SymbolLookup library) {
        return function(library, "ECDH_compute_key");
      }

      @Override
      long agree(NativeFunction agreement, long secret, long length, long peer, long own) {
        return agreement.call(secret, SECRET_LENGTH, peer, own, 0) == SECRET_LENGTH ? 1 : 0;
      }

      // Fetched once: a digest that isn't is looked up again at each use.
      @Override
      long sha256(SymbolLookup library, Arena arena) {
        long name = arena.allocateFrom("SHA256").address();
        return function(library, "EVP_MD_fetch").call(0, name, 0);
      }
    },
    AWS_LC {
      @Override
      NativeFunction agreement(SymbolLookup library) {
        return function(library, "ECDH_compute_shared_secret");
      }

      @Override
      long agree(NativeFunction agreement, long secret, long length, long peer, long own) {
        return agreement.call(secret, length, peer, own);
      }

      @Override
      long sha256(SymbolLookup library, Arena arena) {
        return function(library, "EVP_sha256").call();
      }
    };

    abstract NativeFunction agreement(SymbolLookup library);

    abstract long agree(NativeFunction agreement, long secret, long length, long peer, long own);

    abstract long sha256(SymbolLookup library, Arena arena);
  }

  private final Dialect dialect;
  private final NativeFunction generateKey;
  private final NativeFunction publicPoint;
  private final NativeFunction encodePoint;
  private final NativeFunction decodePoint;
  private final NativeFunction agreement;
  private final NativeFunction hmacInit;
  private final NativeFunction hmacUpdate;
  private final NativeFunction hmacFinal;
  private final NativeFunction encryptInit;
  private final NativeFunction encryptUpdate;
  private final NativeFunction encryptFinal;
  private final NativeFunction cipherControl;

  private final MemorySegment publicKeySegment;
  private final MemorySegment secretSegment;
  private final long group;
  private final long own;
  private final long peer;
  private final long recipient;
  private final long publicKey;
  private final long secret;
  private final long secretLength;
  private final long written;
  private final long hmac;
  private final long sha256;
  private final long cipher;
  private final long in;
  private final long out;
  private final long tag;

  /** Makes everything that messages share. */
  LibcryptoPrimitives(SymbolLookup library, Dialect dialect, byte[] recipient) {
    this.dialect = dialect;
    generateKey = function(library, "EC_KEY_generate_key");
    publicPoint = function(library, "EC_KEY_get0_public_key");
    encodePoint = function(library, "EC_POINT_point2oct");
    decodePoint = function(library, "EC_POINT_oct2point");
    agreement = dialect.agreement(library);
    hmacInit = function(library, "HMAC_Init_ex");
    hmacUpdate = function(library, "HMAC_Update");
    hmacFinal = function(library, "HMAC_Final");
    encryptInit = function(library, "EVP_EncryptInit_ex");
    encryptUpdate = function(library, "EVP_EncryptUpdate");
    encryptFinal = function(library, "EVP_EncryptFinal_ex");
    cipherControl = function(library, "EVP_CIPHER_CTX_ctrl");

    Arena arena = Arena.global();
    this.recipient = arena.allocateFrom(JAVA_BYTE, recipient).address();
    publicKeySegment = arena.allocate(POINT_LENGTH);
    publicKey = publicKeySegment.address();
    secretSegment = arena.allocate(SECRET_LENGTH);
    secret = secretSegment.address();
    MemorySegment lengthSegment = arena.allocate(Long.BYTES);
    lengthSegment.set(JAVA_LONG, 0, SECRET_LENGTH);
    secretLength = lengthSegment.address();
    written = arena.allocate(Long.BYTES).address();
    in = arena.allocate(BUFFER_LENGTH).address();
    out = arena.allocate(BUFFER_LENGTH).address();
    tag = arena.allocate(TAG_LENGTH).address();

    own = made(function(library, "EC_KEY_new_by_curve_name").call(PRIME256V1));
    group = made(function(library, "EC_KEY_get0_group").call(own));
    peer = made(function(library, "EC_POINT_new").call(group));
    hmac = made(function(library, "HMAC_CTX_new").call());
    sha256 = made(dialect.sha256(library, arena));
    check(hmacInit.call(hmac, in, SECRET_LENGTH, sha256, 0));
    cipher = made(function(library, "EVP_CIPHER_CTX_new").call());
    long aes = made(function(library, "EVP_aes_128_gcm").call());
    check(encryptInit.call(cipher, aes, 0, in, publicKey));
  }

  private static NativeFunction function(SymbolLookup library, String name) {
    return new NativeFunction(library.findOrThrow(name));
  }

  @Override
  public void message(int payloadLength) {
    check(generateKey.call(own));
    encodePoint.call(group, publicPoint.call(own), UNCOMPRESSED, publicKey, POINT_LENGTH, 0);
    check(decodePoint.call(group, peer, recipient, POINT_LENGTH, 0));
    check(dialect.agree(agreement, secret, secretLength, peer, own));
    for (int bytes : HmacLengths.OF_A_MESSAGE) {
      hmac(bytes);
    }
    seal(payloadLength);
  }

  private void hmac(int bytes) {
    check(hmacInit.call(hmac, secret, SECRET_LENGTH, sha256, 0));
    check(hmacUpdate.call(hmac, in, bytes));
    check(hmacFinal.call(hmac, out, tag));
  }

  private void seal(int payloadLength) {
    // The keys' bytes stand for derived ones. The cipher stays the one that was set first.
    check(encryptInit.call(cipher, 0, 0, secret, publicKey));
    check(encryptUpdate.call(cipher, out, written, in, payloadLength + 1));
    check(encryptFinal.call(cipher, out, written));
    check(cipherControl.call(cipher, GET_TAG, TAG_LENGTH, tag));
  }

  private static long made(long pointer) {
    if (pointer == 0) {
      throw new IllegalStateException("The library made nothing");
    }
    return pointer;
  }

  /** C's int, so only the lower half counts. */
  private static void check(long status) {
    if ((int) status != 1) {
      throw new IllegalStateException("The library reports a failure: " + (int) status);
    }
  }

  @Override
  public byte[] publicKey() {
    return publicKeySegment.toArray(JAVA_BYTE);
  }

  @Override
  public byte[] secret() {
    return secretSegment.toArray(JAVA_BYTE);
  }
}
