/** The programs of two versions on the same Postgres and Kafka: docs/upgrade.md, as a test. */
@NullMarked
package dev.towncrier.runner.upgrade;

import org.jspecify.annotations.NullMarked;
