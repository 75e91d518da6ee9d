package io.domostream.loader.job;

import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.source.RowStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a source that is read in one go into parts; how many they are is known, and kept, at its end. */
final class StreamPartReader extends PartReader {
    private final Manifest manifest;
    private final RunState state;
    private @Nullable RowStream rows;
    private @Nullable PartBuffer buffer;
    private int number;
    private boolean ended;

    StreamPartReader(Attempt attempt, RunState state, Manifest manifest) {
        super(attempt, state);
        this.manifest = manifest;
        this.state = state;
        // Begun once only: after a crash the whole is read again, by a new run.
        this.ended = manifest.endKnown();
    }

    @Override
    @Nullable
    ReadyPart next() throws IOException {
        if (ended) {
            return null;
        }
        var parts = attempt.load.pace().parts();
        var csv = buffer();
        csv.reset();
        long begun = attempt.around.progress().times().now();
        var source = stream();
        long nulledBefore = source.nulledValues();
        long read = source.read(csv, parts.rows(), parts.maxBytes().toBytes());
        ended = read == 0;
        if (ended && number > 0) {
            state.keep(manifest.ended(number));
            return null;
        }
        number++;
        LogFields.part(number);
        if (ended) {
            // Without a row there is one empty part.
            state.keep(manifest.ended(number));
        }
        return attempt.made(number, read, source.nulledValues() - nulledBefore, csv, begun);
    }

    private PartBuffer buffer() {
        var there = buffer;
        if (there == null) {
            there = attempt.partBuffer();
            buffer = there;
        }
        return there;
    }

    private RowStream stream() {
        var open = rows;
        if (open == null) {
            open = attempt.source.stream(manifest.rowsOf(attempt.load), manifest.table(), attempt.snapshot());
            rows = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        if (buffer != null) {
            buffer.close();
        }
    }
}
