/** How a wrong setting is told, and where a person reads what to do about a failure. */
@NullMarked
package io.domostream.loader;

import org.jspecify.annotations.NullMarked;
