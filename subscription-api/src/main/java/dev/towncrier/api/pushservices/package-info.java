/** How push services stand with an application. Called over HTTP; the stream tells it too. */
@NullMarked
package dev.towncrier.api.pushservices;

import org.jspecify.annotations.NullMarked;
