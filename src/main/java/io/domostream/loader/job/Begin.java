package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;

/**
 * A run to be worked on next: the unfinished one by its last attempt, or a new one; {@code again} though its rows may
 * have been loaded before, {@code recreate} since its stream is gone. {@code unrepeatable} says why its rows
 * can't be loaded by a new run, should this one fail.
 */
record Begin(
        LoadSettings load,
        SortedMap<String, String> given,
        @Nullable JobExecution unfinished,
        boolean again,
        boolean recreate,
        @Nullable BadSettings unrepeatable) {

    Begin(
            LoadSettings load,
            SortedMap<String, String> given,
            @Nullable JobExecution unfinished,
            boolean again,
            boolean recreate) {
        this(load, given, unfinished, again, recreate, null);
    }

    /** The same rows, in a new run. */
    Begin anew() {
        if (unrepeatable != null) {
            throw unrepeatable;
        }
        return new Begin(load, given, null, true, false);
    }

    /** Appending the same chosen rows once more would double them. */
    boolean wouldDouble() {
        return unfinished == null
                && !again
                && !recreate
                && load.incremental() == null
                && load.target().method() == LoadSettings.Method.APPEND
                && !load.values().isEmpty();
    }
}
