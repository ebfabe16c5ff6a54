/** Whether what the API stands on can be reached. Called by the health endpoint. */
@NullMarked
package dev.towncrier.api.health;

import org.jspecify.annotations.NullMarked;
