/** The HTTP control API: subscriptions, scripts and the ledger. Mounted by the simulator. */
@NullMarked
package dev.towncrier.simulator.control;

import org.jspecify.annotations.NullMarked;
