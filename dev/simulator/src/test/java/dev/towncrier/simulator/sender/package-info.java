/**
 * An application server for the tests: signs and encrypts by the RFCs with the JDK alone, so that
 * the simulator is not judged by its own code.
 */
@NullMarked
package dev.towncrier.simulator.sender;

import org.jspecify.annotations.NullMarked;
