/**
 * Secrets at rest: values sealed with AES-256-GCM (NIST SP 800-38D) under a key-encryption key,
 * each bound to the place where it is stored. Called by whoever stores secrets; knows nothing of
 * what they are.
 */
@NullMarked
package dev.towncrier.crypto.sealing;

import org.jspecify.annotations.NullMarked;
