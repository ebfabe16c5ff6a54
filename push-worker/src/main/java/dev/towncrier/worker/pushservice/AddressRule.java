package dev.towncrier.worker.pushservice;

import java.net.InetAddress;

/**
 * Whether a connection to a push service may go to an address; asked for the one that is dialled.
 */
@FunctionalInterface
public interface AddressRule {
  /** Judges {@code address}, which the host of {@code pushService} resolved to. */
  boolean mayDial(String pushService, InetAddress address);
}
