/**
 * The browser's side: the WebSocket protocol of Firefox and the messages not yet acknowledged.
 * Called by push to deliver.
 */
@NullMarked
package dev.towncrier.simulator.useragent;

import org.jspecify.annotations.NullMarked;
