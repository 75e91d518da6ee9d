/** What a person or a CronJob types, and the exit codes they get. */
@NullMarked
package io.domostream.loader.command;

import org.jspecify.annotations.NullMarked;
