package io.domostream.planted.source;

import io.domostream.planted.job.PublicStep;
import org.jspecify.annotations.Nullable;

/** Half of a cycle, in a package that is not null-marked. */
public final class Reader {
    @Nullable
    PublicStep fault;
}
