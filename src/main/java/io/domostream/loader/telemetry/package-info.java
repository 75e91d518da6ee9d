/** What machines see of a run: metrics and traces, made and sent only where a setting says so. */
@NullMarked
package io.domostream.loader.telemetry;

import org.jspecify.annotations.NullMarked;
