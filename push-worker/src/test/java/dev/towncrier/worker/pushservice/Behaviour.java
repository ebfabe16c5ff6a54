package dev.towncrier.worker.pushservice;

import io.netty.handler.codec.http2.Http2Settings;

/** What a raw push service does. */
interface Behaviour {
  /** Its first words. */
  default Http2Settings settings() {
    return new Http2Settings();
  }

  /** A request is complete. */
  void requested(Peer peer, int streamId);

  default boolean answersPings() {
    return true;
  }

  /** Whether requests' bodies are acknowledged. */
  default boolean widensWindows() {
    return true;
  }
}
