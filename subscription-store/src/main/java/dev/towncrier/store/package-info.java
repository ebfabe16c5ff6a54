/**
 * What Towncrier keeps in Postgres: applications, subscriptions, notifications, their counts and
 * dead letters. Every SQL statement stands here. Called by the API and the worker; knows neither
 * HTTP nor Kafka.
 */
@NullMarked
package dev.towncrier.store;

import org.jspecify.annotations.NullMarked;
