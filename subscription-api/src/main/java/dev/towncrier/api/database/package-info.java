/**
 * Brings the store into the application: its beans and its migrations. Called by nobody; the
 * store's classes are injected where they are used.
 */
@NullMarked
package dev.towncrier.api.database;

import org.jspecify.annotations.NullMarked;
