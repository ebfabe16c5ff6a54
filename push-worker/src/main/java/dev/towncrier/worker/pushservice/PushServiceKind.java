package dev.towncrier.worker.pushservice;

/** The push services whose answers have a meaning of their own. */
enum PushServiceKind {
  WNS,
  OTHER;

  private static final String WNS_HOSTS = ".notify.windows.com";

  /**
   * @param speaksWns whether the answer has headers that only the Windows notification service
   *     sends
   */
  static PushServiceKind of(String host, boolean speaksWns) {
    return speaksWns || isWns(host) ? WNS : OTHER;
  }

  /** Whether requests to the host carry the Windows notification service's headers. */
  static boolean isWns(String host) {
    return host.endsWith(WNS_HOSTS);
  }
}
