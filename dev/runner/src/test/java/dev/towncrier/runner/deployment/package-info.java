/**
 * The compose file, the images' files and what watches over them, held to the programs: what the
 * images run is run here, as processes, since there may be no container engine.
 */
@NullMarked
package dev.towncrier.runner.deployment;

import org.jspecify.annotations.NullMarked;
