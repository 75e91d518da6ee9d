/** Domo's Stream API as a small stateful server, faithful to the reference and to what was observed. */
@NullMarked
package io.domostream.loader.simulator;

import org.jspecify.annotations.NullMarked;
