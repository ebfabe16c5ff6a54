/**
 * Live events of an application, as long as somebody listens: states of notifications, rates of
 * outcomes, the backlog. Called over HTTP only; reads Postgres and Kafka, and changes nothing.
 */
@NullMarked
package dev.towncrier.api.stream;

import org.jspecify.annotations.NullMarked;
