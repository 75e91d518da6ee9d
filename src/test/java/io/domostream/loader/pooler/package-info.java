/** A stand-in for PgBouncer in front of a real PostgreSQL. */
@NullMarked
package io.domostream.loader.pooler;

import org.jspecify.annotations.NullMarked;
