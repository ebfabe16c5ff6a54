/**
 * How request bodies, conditions and ids in paths are read: bodies bounded and JSON only. Called by
 * the resources; knows no resource.
 */
@NullMarked
package dev.towncrier.api.input;

import org.jspecify.annotations.NullMarked;
