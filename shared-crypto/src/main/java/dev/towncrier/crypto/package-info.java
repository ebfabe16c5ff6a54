/** Web Push cryptography. */
@NullMarked
package dev.towncrier.crypto;

import org.jspecify.annotations.NullMarked;
