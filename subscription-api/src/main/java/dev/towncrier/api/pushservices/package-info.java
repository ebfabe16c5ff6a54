/** How push services stand with an application. Called over HTTP only. */
@NullMarked
package dev.towncrier.api.pushservices;

import org.jspecify.annotations.NullMarked;
