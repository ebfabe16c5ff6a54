/** What browsers tell of the notifications that they got. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.receipts;

import org.jspecify.annotations.NullMarked;
