/** What every contender gets: a recipient, a sender, a payload; and what it makes of them. */
@NullMarked
package dev.towncrier.benchmarks.message;

import org.jspecify.annotations.NullMarked;
