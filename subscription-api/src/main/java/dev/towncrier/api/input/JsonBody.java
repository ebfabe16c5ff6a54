package dev.towncrier.api.input;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of type {@link dev.towncrier.contract.JsonMembers} that is the request's body.
 * A body over its limit is a 413, one that comes too slowly a 408, one that is no JSON object a
 * 400.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonBody {
  /** Most bytes that are read. */
  int maxBytes();

  /** Whether an empty body counts as one without members. */
  boolean optional() default false;

  /** Whether it holds a secret, so that an error must not quote it. */
  boolean secret() default false;

  /** An example of the body, a JSON object, for the interface's description. */
  String example();
}
