/** The worker as an application: its settings and the parts that it is put together from. */
@NullMarked
package dev.towncrier.worker;

import org.jspecify.annotations.NullMarked;
