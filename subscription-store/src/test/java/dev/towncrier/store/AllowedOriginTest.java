package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https://shop.example",
    "https://shop, https://shop",
    "https://my_shop-1.example:8443, https://my_shop-1.example:8443",
    "https://xn--bcher-kva.example, https://xn--bcher-kva.example",
    "https://192.0.2.1, https://192.0.2.1",
    "https://[2001:db8::1]:65535, https://[2001:db8::1]:65535",
    "http://localhost, http://localhost",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://[::1]:8080, http://[::1]:8080",
    "http://localhost:*, http://localhost",
    "https://localhost:*, https://localhost",
    "https://127.0.0.1:*, https://127.0.0.1",
    "http://[::1]:*, http://[::1]"
  })
  void takesWhatBrowsersSend(String origin, String url) {
    assertThat(new AllowedOrigin(origin).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "shop.example",
        "//shop.example",
        "ftp://shop.example",
        "HTTPS://shop.example",
        "https://Shop.example",
        "https://b\u00fccher.example",
        "https://shop.example/",
        "https://shop.example/a",
        "https://shop.example?a",
        "https://shop.example#a",
        "https://me@shop.example",
        "https://shop.example.",
        "https://.example",
        "https://*.shop.example",
        "https://shop.example:",
        "https://shop.example:0",
        "https://shop.example:08443",
        "https://shop.example:65536",
        "https://shop.example:443",
        "https://shop.example:*",
        "https://shop.example ",
        "https://shop.example\n",
        "http://shop.example",
        "http://localhost.shop.example",
        "http://localhost:80",
        "http://127.0.0.2",
        "http://127.0.0.1.shop.example:*",
        "http://[::2]:*",
        "http://0.0.0.0"
      })
  void takesNothingElse(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowedOrigin(origin))
        .withMessageMatching("(must|can|has) .*");
  }
}
