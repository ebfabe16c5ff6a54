/** What became of notifications, added up. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.analytics;

import org.jspecify.annotations.NullMarked;
