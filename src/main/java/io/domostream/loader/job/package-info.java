/** The Spring Batch job: one class a step, its state, restart, lock and guards. */
@NullMarked
package io.domostream.loader.job;

import org.jspecify.annotations.NullMarked;
