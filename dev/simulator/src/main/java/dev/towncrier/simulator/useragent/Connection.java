package dev.towncrier.simulator.useragent;

/** A way to send frames to a browser; neither method blocks or throws. */
interface Connection {
  void send(String frame);

  void close();
}
