package dev.towncrier.crypto.message;

import dev.towncrier.crypto.p256.P256;

class BouncyCastlePushMessageEncryptionTest extends PushMessageEncryptionContract {

  BouncyCastlePushMessageEncryptionTest() {
    super(P256.bouncyCastle());
  }
}
