/**
 * Notifications, as services publish and follow them. Called over HTTP, and by the stream for how
 * they are shown; hands events to Kafka.
 */
@NullMarked
package dev.towncrier.api.notifications;

import org.jspecify.annotations.NullMarked;
