package dev.towncrier.crypto.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same classes on a class path that holds our code and BouncyCastle's, and nothing else. */
class WithoutCorrettoTest {

  private final URLClassLoader classPath =
      new URLClassLoader(
          new URL[] {locationOf(CryptoBackend.class), locationOf(ECPoint.class)},
          ClassLoader.getPlatformClassLoader());

  @AfterEach
  void close() throws IOException {
    classPath.close();
  }

  @Test
  void encryptsByBouncyCastle() throws ReflectiveOperationException {
    Object backend = choose("AUTO");
    assertThat(read(backend, "name")).isEqualTo("bouncycastle");
    assertThat(read(backend, "reason")).isEqualTo("accp: its library is not on the class path");
  }

  @Test
  void refusesToDoWithoutIfItIsAskedFor() {
    assertThatThrownBy(() -> choose("ACCP"))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessage(
            "The crypto backend accp was asked for and can't be used:"
                + " its library is not on the class path");
  }

  private Object choose(String preference) throws ReflectiveOperationException {
    Class<?> preferences = classPath.loadClass(BackendPreference.class.getName());
    Class<?> backends = classPath.loadClass(CryptoBackend.class.getName());
    assertThat(backends).isNotEqualTo(CryptoBackend.class);
    return backends
        .getMethod("choose", preferences)
        .invoke(null, preferences.getField(preference).get(null));
  }

  private static Object read(Object backend, String component) throws ReflectiveOperationException {
    return backend.getClass().getMethod(component).invoke(backend);
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
