package dev.towncrier.worker.pushservice;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds a host's addresses. May block. */
@FunctionalInterface
interface HostResolver {
  /**
   * At least one address, the preferred one first.
   *
   * @throws UnknownHostException if there is none, or none can be found now
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
