/**
 * The command line: the whole system in one process ({@code up}), a further worker ({@code
 * worker}), publishing by hand ({@code send}) and VAPID keys ({@code keys}). Started by the {@code
 * towncrier} script; nobody calls it.
 */
@NullMarked
package dev.towncrier.runner;

import org.jspecify.annotations.NullMarked;
