/**
 * What our topics have to be like on a broker: how they are created, and whether those that are
 * there can do. Called by whoever starts, and by those who look for what is wrong.
 */
@NullMarked
package dev.towncrier.contract.topics;

import org.jspecify.annotations.NullMarked;
