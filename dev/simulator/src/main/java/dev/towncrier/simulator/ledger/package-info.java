/**
 * What was received and how it was answered. Written by push and useragent, read by control and
 * tests.
 */
@NullMarked
package dev.towncrier.simulator.ledger;

import org.jspecify.annotations.NullMarked;
