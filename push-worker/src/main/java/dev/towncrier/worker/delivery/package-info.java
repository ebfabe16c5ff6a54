/**
 * Delivers: loads, encrypts, sends and commits what came of it. Calls outcome and pushservice;
 * nobody calls it.
 */
@NullMarked
package dev.towncrier.worker.delivery;

import org.jspecify.annotations.NullMarked;
