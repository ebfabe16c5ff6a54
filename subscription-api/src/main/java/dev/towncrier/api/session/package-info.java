/**
 * Sessions of the console's pages: a cookie that holds the credential itself, sealed, so that every
 * process understands it and nothing is stored. Called by access and by the console; decides
 * nothing about what a credential opens.
 */
@NullMarked
package dev.towncrier.api.session;

import org.jspecify.annotations.NullMarked;
