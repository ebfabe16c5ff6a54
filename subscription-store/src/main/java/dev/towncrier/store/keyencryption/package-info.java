/**
 * Where an application's key-encryption keys come from: its settings, or a file that they name.
 * Called by the store's configuration; knows nothing of tables.
 */
@NullMarked
package dev.towncrier.store.keyencryption;

import org.jspecify.annotations.NullMarked;
