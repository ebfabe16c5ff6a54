package dev.towncrier.worker.pushservice;

import dev.towncrier.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * One message for one subscription (RFC 8030 section 5).
 *
 * @param pushService the endpoint's origin
 * @param path the rest of the endpoint, with its query; secret
 * @param body encrypted (RFC 8291)
 * @param ttlSeconds how long the push service may keep it, from 0
 * @param topic what it replaces at the push service, at most 32 characters of base64url
 * @param authorization the {@code Authorization} header (RFC 8292)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PushRequest(
    String pushService,
    String path,
    byte[] body,
    long ttlSeconds,
    Urgency urgency,
    @Nullable String topic,
    String authorization) {
  @Override
  public String toString() {
    return "PushRequest[pushService=" + pushService + ", bytes=" + body.length + "]";
  }
}
