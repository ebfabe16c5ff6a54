/** Files that only their owner may read. Called by journal and tls. */
@NullMarked
package dev.towncrier.simulator.files;

import org.jspecify.annotations.NullMarked;
