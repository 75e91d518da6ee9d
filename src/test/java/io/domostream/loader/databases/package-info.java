/** Real databases for tests: servers of MySQL and MariaDB, and those that run within the JVM. */
@NullMarked
package io.domostream.loader.databases;

import org.jspecify.annotations.NullMarked;
