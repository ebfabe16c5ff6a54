/**
 * What happens when parts fail. Everything that can be killed is a process of its own; afterwards
 * the books have to balance.
 */
@NullMarked
package dev.towncrier.runner.faults;

import org.jspecify.annotations.NullMarked;
