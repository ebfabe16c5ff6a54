/**
 * Who may call: pages by their origin, visitors by their token, services by their key, operators by
 * their issuer's word. Called by the resources; decides, and stores nothing.
 */
@NullMarked
package dev.towncrier.api.access;

import org.jspecify.annotations.NullMarked;
