/**
 * The command line: the whole system in one process ({@code up}), a further worker ({@code
 * worker}), publishing by hand ({@code send}), VAPID keys ({@code keys}) and dead letters ({@code
 * dead-letters}). Started by the {@code towncrier} script; nobody calls it.
 */
@NullMarked
package dev.towncrier.runner;

import org.jspecify.annotations.NullMarked;
