package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.job.LoadFailure;
import java.util.function.Supplier;

/** Sends a call that must not be repeated blindly, and says so where it stays without an answer. */
final class Once {
    private Once() {}

    static <T> T send(Supplier<T> call, int exitCode, Runbook runbook, String advice) {
        try {
            return call.get();
        } catch (DomoException.Unavailable e) {
            if (!e.mayHaveBeenDone()) {
                throw e;
            }
            throw LoadFailure.resumable(exitCode, runbook, "%s; %s".formatted(e.getMessage(), advice))
                    .causedBy(e);
        }
    }
}
