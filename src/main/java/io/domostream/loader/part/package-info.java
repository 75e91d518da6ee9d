/** Rows become CSV, CSV becomes one gzip part: counted, checksummed, bounded. */
@NullMarked
package io.domostream.loader.part;

import org.jspecify.annotations.NullMarked;
