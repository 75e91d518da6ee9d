/** What a person sees while a run goes on, and at its end. */
@NullMarked
package io.domostream.loader.report;

import org.jspecify.annotations.NullMarked;
