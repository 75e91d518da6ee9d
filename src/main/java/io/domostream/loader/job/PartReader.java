package io.domostream.loader.job;

import io.domostream.loader.part.PartTooLarge;
import io.domostream.loader.source.RowNotWritten;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Gives a slice's parts one by one; stops as soon as the attempt has failed. */
abstract class PartReader implements ItemStreamReader<ReadyPart> {
    final Attempt attempt;
    private final RunState state;

    PartReader(Attempt attempt, RunState state) {
        this.attempt = attempt;
        this.state = state;
    }

    /** The next part, or null at the end. */
    abstract @Nullable ReadyPart next() throws IOException;

    @Override
    public final @Nullable ReadyPart read() throws IOException {
        // Not null: Batch would take the slice for finished, and never ask for its other pages again.
        attempt.requireGoingOn();
        try {
            return next();
        } catch (RowNotWritten e) {
            var failure = e.getCause() instanceof PartTooLarge
                    ? Oversize.of(e, attempt.load, state.parameters().halved())
                    : new IllegalStateException(e);
            attempt.failed(failure);
            throw failure;
        } catch (IOException | RuntimeException e) {
            attempt.failed(e);
            throw e;
        }
    }

    @Override
    public final void open(ExecutionContext context) {}

    @Override
    public final void update(ExecutionContext context) {}
}
