/**
 * What Towncrier keeps in Postgres: applications, subscriptions, notifications and their counts.
 * Every SQL statement stands here. Called by the API and the worker; knows neither HTTP nor Kafka.
 */
@NullMarked
package dev.towncrier.store;

import org.jspecify.annotations.NullMarked;
