/**
 * Everything around a worker that is measured: Postgres, a broker, subscriptions, load and a look
 * at what comes of it. The worker itself is a process that is told by its settings only.
 */
@NullMarked
package dev.towncrier.benchmarks.system;

import org.jspecify.annotations.NullMarked;
