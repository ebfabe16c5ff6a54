/**
 * Keeps records across restarts as lines of JSON. Called by subscription and useragent; knows
 * neither.
 */
@NullMarked
package dev.towncrier.simulator.journal;

import org.jspecify.annotations.NullMarked;
