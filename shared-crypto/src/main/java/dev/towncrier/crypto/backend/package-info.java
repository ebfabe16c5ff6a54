/**
 * Chooses the library that does the curve arithmetic: the fastest that works here. Called once, at
 * the start of whoever encrypts; calls {@code message} and {@code p256}.
 */
@NullMarked
package dev.towncrier.crypto.backend;

import org.jspecify.annotations.NullMarked;
