/** That no secret comes out of a running system: by answers, logs, metrics or Kafka. */
@NullMarked
package dev.towncrier.runner.secrets;

import org.jspecify.annotations.NullMarked;
