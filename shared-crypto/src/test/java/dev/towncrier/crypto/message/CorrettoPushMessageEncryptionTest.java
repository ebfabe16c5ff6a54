package dev.towncrier.crypto.message;

import dev.towncrier.crypto.p256.Corretto;

class CorrettoPushMessageEncryptionTest extends PushMessageEncryptionContract {

  CorrettoPushMessageEncryptionTest() {
    super(Corretto.orSkip());
  }
}
