package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.domo.Execution;
import java.util.List;

/** What the state of the run's Domo execution allows. */
final class Executions {
    static final String NOT_FOUND = "NOT FOUND";
    private static final int LOOK_BACK = 500;
    private static final String ACTIVE = "ACTIVE";

    private Executions() {}

    static boolean isActive(String state) {
        return state.equals(ACTIVE);
    }

    /** Domo's word for the execution's state; {@link #NOT_FOUND} for a 404. */
    static String state(DomoClient domo, RunState state) {
        try {
            return domo.executions().retrieve(state.stream(), state.execution()).currentState();
        } catch (DomoException.Refused e) {
            if (Inspector.isNotFound(e)) {
                return NOT_FOUND;
            }
            throw e;
        }
    }

    /** The stream's executions that a new one would abort. */
    static List<Execution> active(DomoClient domo, long stream) {
        return domo.executions().list(stream, LOOK_BACK, 0).stream()
                .filter(e -> isActive(e.currentState()))
                .toList();
    }

    /** Without a commit of ours on its way, anything but ACTIVE ends the run. */
    static void requireActive(Attempt attempt, RunState state) {
        String domo = state(attempt.domo, state);
        if (isActive(domo)) {
            return;
        }
        requireNotAppended(state, domo, attempt.load.name());
        throw LoadFailure.beginAnew(said(state, domo));
    }

    /** Rows that somebody's commit has appended, though ours did not, would be doubled by a new run. */
    static void requireNotAppended(RunState state, String domo, String load) {
        if (domo.equals("SUCCESS") && state.planned().update().appends()) {
            throw LoadFailure.resumable(
                    ExitCodes.UNKNOWN,
                    Runbook.COMMITTED_BY_OTHERS,
                    "%s though load %s never committed it; %s"
                            .formatted(said(state, domo), load, Advice.settle(load, state.execution())));
        }
    }

    private static String said(RunState state, String domo) {
        return "Domo execution %d of stream %d is %s".formatted(state.execution(), state.stream(), domo);
    }
}
