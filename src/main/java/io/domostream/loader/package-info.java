/** Where the program starts, and how a wrong setting is told. */
@NullMarked
package io.domostream.loader;

import org.jspecify.annotations.NullMarked;
