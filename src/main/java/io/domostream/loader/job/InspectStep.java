package io.domostream.loader.job;

import org.jspecify.annotations.Nullable;

/** Reads the source's and the DataSet's columns, and finds the stream. */
final class InspectStep implements LoadStep.Action {
    private final Attempt attempt;

    InspectStep(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public @Nullable String run(RunState state) {
        if (state.intent() != null) {
            return null;
        }
        var load = attempt.load;
        var found =
                new Inspector(load, attempt.domo, attempt.source).inspect(attempt.around.loads().stream(load.name()));
        state.notes().source(attempt.source.version());
        state.notes().columns(found.columns().changes());
        found.columns().require();
        attempt.found(found.table(), found.stream(), found.dataSet());
        return null;
    }
}
