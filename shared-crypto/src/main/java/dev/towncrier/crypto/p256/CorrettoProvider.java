package dev.towncrier.crypto.p256;

import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Amazon Corretto Crypto Provider without a link to it, since its jar exists for few
 * platforms. It is never registered with the JVM: whoever else asks the JVM for cryptography gets
 * what he got before.
 */
final class CorrettoProvider {

  private static final String CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private CorrettoProvider() {}

  /**
   * The provider, able to work.
   *
   * @throws P256Unavailable if its classes or its native library can't be loaded
   */
  static Provider load() {
    Provider provider;
    try {
      Class<?> type = Class.forName(CLASS, true, CorrettoProvider.class.getClassLoader());
      provider = (Provider) type.getField("INSTANCE").get(null);
    } catch (ClassNotFoundException e) {
      throw new P256Unavailable("its library is not on the class path", e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new P256Unavailable("its classes can't be loaded: " + e, e);
    }
    // Without its native library the provider loads all the same, and offers nothing.
    if (provider.getService("KeyAgreement", "ECDH") == null) {
      Throwable cause = loadingError(provider);
      throw cause == null
          ? new P256Unavailable("its native library offers no ECDH")
          : new P256Unavailable("its native library can't be loaded: " + cause, cause);
    }
    return provider;
  }

  private static @Nullable Throwable loadingError(Provider provider) {
    try {
      return (Throwable) provider.getClass().getMethod("getLoadingError").invoke(provider);
    } catch (ReflectiveOperationException e) {
      return e;
    }
  }
}
