/**
 * What travels on Kafka and what a notification event may hold. Called by every other module and by
 * producers; knows neither Kafka clients nor databases.
 */
@NullMarked
package dev.towncrier.contract;

import org.jspecify.annotations.NullMarked;
