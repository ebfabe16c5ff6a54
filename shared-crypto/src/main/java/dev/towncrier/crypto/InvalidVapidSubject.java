package dev.towncrier.crypto;

/** A VAPID subject that some push service would refuse (RFC 8292 section 2.1). */
public final class InvalidVapidSubject extends InvalidCryptoInput {

  /**
   * @param subject the refused subject, which is no secret
   * @param problem what is wrong with it
   */
  public InvalidVapidSubject(String subject, String problem) {
    super("VAPID subject \"" + subject + "\" " + problem);
  }
}
