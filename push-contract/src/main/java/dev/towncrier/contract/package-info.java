/**
 * What travels on Kafka and what a notification event may hold. Called by every other module and by
 * producers; knows neither databases nor, but for {@code publish}, Kafka clients.
 */
@NullMarked
package dev.towncrier.contract;

import org.jspecify.annotations.NullMarked;
