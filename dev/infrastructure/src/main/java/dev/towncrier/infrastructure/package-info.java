/**
 * Postgres and Kafka without Docker, to develop and test on: a server of each that starts in
 * seconds on a folder that lasts or on a temporary one. Belongs here: starting, stopping and
 * recovering those two, the fixture that all integration tests share, and the generator of the
 * store's jOOQ classes. Called by tests, by the runner and by the build; knows no other module.
 */
@NullMarked
package dev.towncrier.infrastructure;

import org.jspecify.annotations.NullMarked;
