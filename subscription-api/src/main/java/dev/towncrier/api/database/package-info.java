/**
 * Brings the store into the application: its beans, its migrations, and the sealing anew after a
 * change of keys. Called by nobody; the store's classes are injected where they are used.
 */
@NullMarked
package dev.towncrier.api.database;

import org.jspecify.annotations.NullMarked;
