/**
 * Whether a process and its database fit each other: migrations and keys. Called by the health
 * pages of API and worker.
 */
@NullMarked
package dev.towncrier.store.health;

import org.jspecify.annotations.NullMarked;
