package dev.towncrier.worker.delivery;

import dev.towncrier.crypto.backend.BackendPreference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What messages are encrypted with.
 *
 * @param backend what encrypts: {@code accp} (the Corretto provider), {@code bouncycastle}, or
 *     {@code auto}, the first of them that loads and passes its self-test. One that is named and
 *     can't be used keeps the worker from starting. The log and the gauge {@code
 *     towncrier.crypto.backend} (tag {@code name}) say which it is
 */
@ConfigurationProperties("towncrier.crypto")
record CryptoSettings(@DefaultValue("auto") BackendPreference backend) {}
