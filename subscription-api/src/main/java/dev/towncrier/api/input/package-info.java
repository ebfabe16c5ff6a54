/** How request bodies are read: bounded, JSON only. Called by the resources; knows no resource. */
@NullMarked
package dev.towncrier.api.input;

import org.jspecify.annotations.NullMarked;
