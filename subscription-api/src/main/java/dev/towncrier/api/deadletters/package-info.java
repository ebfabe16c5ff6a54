/**
 * Dead letters of deliveries, as operators find them and take them back. Called over HTTP only;
 * hands replays to Kafka.
 */
@NullMarked
package dev.towncrier.api.deadletters;

import org.jspecify.annotations.NullMarked;
