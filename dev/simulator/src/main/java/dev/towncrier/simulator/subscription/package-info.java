/** The subscriptions that this push service has issued. Called by useragent, push and control. */
@NullMarked
package dev.towncrier.simulator.subscription;

import org.jspecify.annotations.NullMarked;
