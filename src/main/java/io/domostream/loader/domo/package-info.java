/** Domo's Stream API: typed calls, token, throttle, and what an answer proves. Usable without the rest. */
@NullMarked
package io.domostream.loader.domo;

import org.jspecify.annotations.NullMarked;
