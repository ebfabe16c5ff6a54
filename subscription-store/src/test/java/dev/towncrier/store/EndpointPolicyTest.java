package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.towncrier.crypto.vapid.PushServiceOrigin;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPolicyTest {
  private final EndpointPolicy policy =
      new EndpointPolicy(
          List.of("http://127.0.0.1:8443", "https://push.example:9443", "http://[::1]:8080"));

  @ParameterizedTest
  @CsvSource({
    "https://fcm.googleapis.com/fcm/send/abc:def, https://fcm.googleapis.com",
    "https://jmt17.google.com/wp/abc, https://jmt17.google.com",
    "https://updates.push.services.mozilla.com/wpush/v2/a, https://updates.push.services.mozilla.com",
    "https://eu.push.services.mozilla.com/wpush/v2/a, https://eu.push.services.mozilla.com",
    "https://web.push.apple.com/QOx, https://web.push.apple.com",
    "https://db5p.notify.windows.com/w/?token=a%2b, https://db5p.notify.windows.com",
    "http://127.0.0.1:8443/push/1, http://127.0.0.1:8443",
    "https://push.example:9443/1, https://push.example:9443",
    "http://[::1]:8080/1, http://[::1]:8080"
  })
  void allowsKnownPushServicesAndListedOrigins(String url, String pushService) {
    Endpoint endpoint = policy.check(url);

    assertThat(endpoint.url()).isEqualTo(url);
    assertThat(endpoint.uri()).hasToString(url);
    assertThat(endpoint.pushService()).hasToString(pushService);
    assertThat(policy.recall(endpoint)).isSameAs(endpoint);
    assertThat(policy.recall(endpoint)).isSameAs(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, is on evil.example",
    "https://127.0.0.1, is on 127.0.0.1",
    "http://127.0.0.1:8444, must be https",
    "https://evil.example/a.push.apple.com, is on evil.example",
    "https://evil.example:443.push.apple.com, is not an absolute URL",
    "https://evil.example@web.push.apple.com, must not carry user information",
    "https://push.example:9443/a, 'is on https://push.example:9443, not on'",
    "https://web.push.apple.com/a, 'is on https://web.push.apple.com, not on'"
  })
  void recallsNothingOfAnotherOrigin(String pushService, String problem) {
    Endpoint endpoint = new Endpoint(PushServiceOrigin.recall(pushService), "/secret");

    for (int time = 0; time < 2; time++) {
      assertThatExceptionOfType(EndpointRefused.class)
          .isThrownBy(() -> policy.recall(endpoint))
          .withMessageStartingWith(problem)
          .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }
  }

  @Test
  void recallsNoMoreThanTodaysConfigurationAllows() {
    Endpoint stored = policy.check("https://push.example:9443/1");

    assertThatExceptionOfType(EndpointRefused.class)
        .isThrownBy(() -> new EndpointPolicy(List.of()).recall(stored));
  }

  @Test
  void recallsAnyNumberOfOrigins() {
    for (int i = 0; i < 10_010; i++) {
      Endpoint endpoint = policy.check("https://n" + i + ".push.apple.com/1");
      assertThat(policy.recall(endpoint)).isSameAs(endpoint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?a", "a", "@evil.example/", ":8443/"})
  void anEndpointHasAPathThatLeavesItsOriginAlone(String path) {
    PushServiceOrigin origin = PushServiceOrigin.recall("https://web.push.apple.com");

    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(origin, path));
  }

  @ParameterizedTest
  @CsvSource({
    "https://push.example/1, is on push.example",
    "https://evilpush.apple.com/1, is on evilpush.apple.com",
    "https://push.apple.com/1, is on push.apple.com",
    "https://web.push.apple.com.evil.example/1, is on web.push.apple.com.evil.example",
    "https://push.apple.com.evil.example/1, is on",
    "https://web.push.apple.com./1, is on web.push.apple.com.",
    "https://evil.example/web.push.apple.com, is on evil.example",
    "https://evil.example?.push.apple.com, is on evil.example",
    "https://a.fcm.googleapis.com/1, is on a.fcm.googleapis.com",
    "https://fcm.googleapis.com.evil.example/1, is on",
    "https://permanently-removed.invalid/fcm/send/1, is on permanently-removed.invalid",
    "https://localhost/1, is on localhost",
    "https://127.0.0.1/1, is on 127.0.0.1",
    "https://10.0.0.1/1, is on 10.0.0.1",
    "https://169.254.169.254/latest/meta-data, is on 169.254.169.254",
    "https://[::1]/1, is on [::1]",
    "https://[::ffff:127.0.0.1]/1, is on"
  })
  void refusesAnyOtherHost(String url, String problem) {
    assertRefused(url, problem);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example@fcm.googleapis.com/1, must not carry user information",
    "https://fcm.googleapis.com@evil.example/1, must not carry user information",
    "https://@fcm.googleapis.com/1, must not carry user information",
    "http://a:b@127.0.0.1:8443/1, must not carry user information",
    "https://fcm.googleapis.com/1#fragment, must not have a fragment",
    "https://fcm.googleapis.com/1#, must not have a fragment",
    "http://fcm.googleapis.com/1, 'must be https, not http'",
    "ftp://fcm.googleapis.com/1, 'must be https, not ftp'",
    "ws://127.0.0.1:8443/1, 'must be https, not ws'",
    "HTTPS://fcm.googleapis.com/1, 'must be https, not HTTPS'",
    "https://fcm.googleapis.com:443/1, must not name a port",
    "https://fcm.googleapis.com:8443/1, must not name a port",
    "https://fcm.googleapis.com, must have a path",
    "https://fcm.googleapis.com?a=/, must have a path",
    "https://push.example:9443?a=/, must have a path",
    "https://fcm.googleapis.com:/1, must be in ASCII",
    "https://FCM.googleapis.com/1, must be in ASCII",
    "https://fcm.googleapis.com/\u00e6, must be in ASCII",
    "http://127.0.0.1:08443/1, must be in ASCII"
  })
  void refusesWhatIsNotInThePlainForm(String url, String problem) {
    assertRefused(url, problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fcm.googleapis.com/1",
        "//fcm.googleapis.com/1",
        "/1",
        "https:",
        "https://",
        "https:///1",
        "https:fcm.googleapis.com/1",
        "https://fcm.googleapis.com\\@evil.example/1",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/\r\nX: 1",
        "https://.push.apple.com/1",
        "https://fcm\u3002googleapis\u3002com/1",
        "https://a_b.push.apple.com/1",
        "javascript:alert(1)"
      })
  void refusesWhatIsNoUrl(String url) {
    assertRefused(url, "is not an absolute URL");
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1:8443/1, must not name a port",
    "http://127.0.0.1:8444/1, must be https",
    "http://127.0.0.1/1, must be https",
    "http://localhost:8443/1, must be https",
    "http://push.example:9443/1, must be https",
    "https://push.example/1, is on push.example",
    "https://a.push.example:9443/1, must not name a port"
  })
  void comparesListedOriginsExactly(String url, String problem) {
    assertRefused(url, problem);
  }

  @Test
  void allowsAnyPublicHostWhereConfigurationSaysSo() {
    EndpointPolicy open = new EndpointPolicy(List.of("http://127.0.0.1:8443"), true);
    String url = "https://push.shop.example.com/up/1?token=x";

    assertThat(open.recall(open.check(url)).url()).isEqualTo(url);
    assertThat(open.mayDial("https://push.shop.example.com", InetAddress.getLoopbackAddress()))
        .isFalse();
    assertThat(open.check("http://127.0.0.1:8443/1").path()).isEqualTo("/1");
    assertThatExceptionOfType(EndpointRefused.class)
        .isThrownBy(() -> open.check("https://kafka.internal/1"))
        .withMessage(
            "is on kafka.internal, which is no public host; an operator can allow its origin");
  }

  @Test
  void takes2048Characters() {
    String longest = "https://fcm.googleapis.com/" + "x".repeat(2_048 - 27);
    assertThat(policy.check(longest).uri().toString()).hasSize(2_048);

    assertRefused(longest + "x", "has 2049 characters, over the limit of 2048");
  }

  @Test
  void tellsNothingOfTheSecretPath() {
    assertThat(policy.check("https://fcm.googleapis.com/secret").toString())
        .isEqualTo("Endpoint[pushService=https://fcm.googleapis.com]");
    for (String url :
        new String[] {
          "https://evil.example/secret", "http://fcm.googleapis.com/secret", "https://a b/secret"
        }) {
      assertThatExceptionOfType(EndpointRefused.class)
          .isThrownBy(() -> policy.check(url))
          .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "push.example",
        "localhost:8443",
        "https://push.example/",
        "https://push.example/path",
        "https://PUSH.example",
        "https://user@push.example",
        "https://push.example:",
        "https://push.example:443",
        "http://push.example:80",
        "https://push.example:09443",
        "https://push.example?x",
        "ftp://push.example",
        "https://*.push.example"
      })
  void takesOnlyOriginsAsAllowed(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EndpointPolicy(List.of(origin)))
        .withMessageContaining("Not an allowed push-service origin: " + origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.8",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.255",
        "192.88.99.1",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fe80::1",
        "fd00:ec2::254",
        "100::1",
        "5f00::1",
        "2001:db8::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "2001:2::1",
        "2001:10::1",
        "2001:1ff:ffff::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::142.250.1.95",
        "64:ff9b:1::10.0.0.1",
        "2002:7f00:1::",
        "2002:8efa:15f::",
        "2001:0:4136:e378::1"
      })
  void dialsNoAddressOfAPrivateNetworkForAKnownPushService(String address) {
    assertThat(policy.mayDial("https://fcm.googleapis.com", InetAddress.ofLiteral(address)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "99.64.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.0.0.1",
        "128.0.0.1",
        "142.250.1.95",
        "169.253.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.1.0.1",
        "192.167.0.1",
        "192.169.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2a00:1450:400f:80c::200a",
        "2001:4860:4802:32::a",
        "168.63.129.15",
        "168.63.128.16",
        "192.0.1.1",
        "192.0.3.1",
        "192.88.98.1",
        "198.51.99.1",
        "203.0.112.1",
        "2001:200::1",
        "2001:db9::1",
        "2606:4700::1111",
        "3fff:1000::1",
        "::ffff:142.250.1.95"
      })
  void dialsPublicAddresses(String address) {
    assertThat(policy.mayDial("https://fcm.googleapis.com", InetAddress.ofLiteral(address)))
        .isTrue();
  }

  @Test
  void dialsAnyAddressForAListedOrigin() {
    InetAddress loopback = InetAddress.getLoopbackAddress();

    assertThat(policy.mayDial("http://127.0.0.1:8443", loopback)).isTrue();
    assertThat(policy.mayDial("https://push.example:9443", loopback)).isTrue();
    assertThat(policy.mayDial("https://push.example", loopback)).isFalse();
    assertThat(policy.mayDial("https://127.0.0.1:8443", loopback)).isFalse();
  }

  private void assertRefused(String url, String problem) {
    assertThatExceptionOfType(EndpointRefused.class)
        .isThrownBy(() -> policy.check(url))
        .withMessageStartingWith(problem);
  }
}
