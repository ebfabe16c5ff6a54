package dev.towncrier.api.access;

import dev.towncrier.store.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that a route {@link ForServices} needs. Without it, what only reads needs {@link
 * Scope#READ} and the rest {@link Scope#MANAGE}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  /** The scope. */
  Scope value();
}
