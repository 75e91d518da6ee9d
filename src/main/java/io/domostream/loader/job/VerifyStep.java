package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the DataSet's row count with the receipts. The run is COMPLETED whatever it finds. */
final class VerifyStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyStep.class);
    private final Attempt attempt;
    private final ReceiptSource receipts;

    VerifyStep(Attempt attempt, ReceiptSource receipts) {
        this.attempt = attempt;
        this.receipts = receipts;
    }

    @Override
    public @Nullable String run(RunState state) {
        long sent = receipts.receipts(state.execution()).rows();
        var deadline = attempt.around.clock().instant().plus(attempt.waits.verifyTimeout());
        String problem;
        while (true) {
            problem = problem(state, sent);
            if (problem == null || !attempt.around.clock().instant().isBefore(deadline)) {
                break;
            }
            attempt.around.stop().pause(attempt.waits.pollInterval());
        }
        if (problem != null) {
            LOG.error("{}", problem);
            state.keepVerdict(problem);
        }
        return null;
    }

    private @Nullable String problem(RunState state, long sent) {
        Long rows;
        try {
            rows = attempt.domo
                    .dataSets()
                    .retrieve(Objects.requireNonNull(state.dataSet()))
                    .rows();
        } catch (DomoException e) {
            return "committed, but the DataSet's row count could not be read: " + e.getMessage();
        }
        if (rows == null) {
            return "committed, but Domo does not say how many rows DataSet %s has".formatted(state.dataSet());
        }
        state.notes().dataSetRows(rows);
        var told = state.rowsBefore();
        // Where it was not told, the count can be checked at its lower end alone.
        long before = told == null ? 0 : told;
        boolean right = switch (state.planned().update().method()) {
            case REPLACE -> rows == sent;
            case APPEND -> rows >= before + sent;
            case UPSERT -> rows >= Math.max(before, sent) && (told == null || rows <= before + sent);
        };
        if (!right) {
            return "committed, but DataSet %s has %d rows; %d were sent, %s were there before"
                    .formatted(state.dataSet(), rows, sent, told == null ? "an unknown number" : told);
        }
        if (told != null && state.planned().update().appends() && rows > before + sent) {
            LOG.warn(
                    "DataSet {} has {} rows, {} more than expected: others write to it ({})",
                    state.dataSet(),
                    rows,
                    rows - before - sent,
                    Runbook.WRITTEN_BY_OTHERS);
        }
        return null;
    }
}
