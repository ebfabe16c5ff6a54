package dev.towncrier.store;

/** A VAPID key was retired just while a subscription was to be bound to it; nothing was stored. */
public final class VapidKeyRetired extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VapidKeyRetired() {
    super("The VAPID key was retired just now");
  }
}
