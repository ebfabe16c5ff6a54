package dev.towncrier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towncrier.contract.PushMessage;
import dev.towncrier.crypto.message.PushMessageEncryption;
import org.junit.jupiter.api.Test;

/** The contract and the crypto library don't know each other; what both state is the same. */
class LimitsTest {

  @Test
  void whatTheContractTakesCanBeEncrypted() {
    assertThat(PushMessage.MAX_SIZE).isEqualTo(PushMessageEncryption.MAX_PLAINTEXT_LENGTH);
  }
}
