/**
 * Notifications, as services publish and follow them. Called over HTTP only; hands events to Kafka.
 */
@NullMarked
package dev.towncrier.api.notifications;

import org.jspecify.annotations.NullMarked;
