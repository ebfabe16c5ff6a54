/** What the demo site may do on this machine. Called by its page over HTTP. */
@NullMarked
package dev.towncrier.runner.demo;

import org.jspecify.annotations.NullMarked;
