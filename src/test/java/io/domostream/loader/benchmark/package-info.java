/** How fast the loader is, beside what it could be at most and beside what it stands in for. */
@NullMarked
package io.domostream.loader.benchmark;

import org.jspecify.annotations.NullMarked;
