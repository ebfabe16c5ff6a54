package dev.towncrier.worker.delivery;

import dev.towncrier.crypto.backend.BackendPreference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What messages are encrypted with.
 *
 * @param backend the library; {@code auto} takes the fastest that works, and a worker that can't
 *     use the one it is told to doesn't start
 */
@ConfigurationProperties("towncrier.crypto")
record CryptoSettings(@DefaultValue("auto") BackendPreference backend) {}
