/**
 * Keeps push services apart: how much each may be asked now, and when again if not now. Pure
 * bookkeeping with the time given; used by delivery, on one thread. Knows neither Kafka nor the
 * store.
 */
@NullMarked
package dev.towncrier.worker.isolation;

import org.jspecify.annotations.NullMarked;
