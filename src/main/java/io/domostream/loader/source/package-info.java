/** A source database: columns, page planning, one snapshot, and pages read as CSV. */
@NullMarked
package io.domostream.loader.source;

import org.jspecify.annotations.NullMarked;
