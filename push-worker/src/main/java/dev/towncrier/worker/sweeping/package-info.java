/**
 * Has the store delete, every hour, what nobody needs any more. Called by the scheduler alone;
 * stands apart from all other parts.
 */
@NullMarked
package dev.towncrier.worker.sweeping;

import org.jspecify.annotations.NullMarked;
