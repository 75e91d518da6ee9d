package io.domostream.loader.job;

import io.domostream.loader.Explained;
import io.domostream.loader.Runbook;

/** Why a run stops, in one line, and the exit code that goes with it. */
public final class LoadFailure extends RuntimeException implements Explained {
    private final int exitCode;
    private final Runbook runbook;
    private final Then then;

    /** What becomes of the run. */
    enum Then {
        /** It may be gone on with. */
        GO_ON,
        /** It is over for good; the next command begins a new one. */
        OVER,
        /** It is over, and nothing speaks against beginning a new one at once. */
        BEGIN_ANEW,
        /** As before, and the new one's pages are half as large. */
        BEGIN_HALVED;

        boolean over() {
            return this != GO_ON;
        }

        boolean anew() {
            return this == BEGIN_ANEW || this == BEGIN_HALVED;
        }
    }

    private LoadFailure(int exitCode, Runbook runbook, Then then, String message) {
        super(message);
        this.exitCode = exitCode;
        this.runbook = runbook;
        this.then = then;
    }

    public static LoadFailure resumable(int exitCode, Runbook runbook, String message) {
        return new LoadFailure(exitCode, runbook, Then.GO_ON, message);
    }

    static LoadFailure forGood(int exitCode, Runbook runbook, String message) {
        return new LoadFailure(exitCode, runbook, Then.OVER, message);
    }

    static LoadFailure beginAnew(String message) {
        return new LoadFailure(ExitCodes.UNAVAILABLE, Runbook.RUN_BEGUN_ANEW, Then.BEGIN_ANEW, message);
    }

    static LoadFailure beginHalved(String message) {
        return new LoadFailure(ExitCodes.GUARD, Runbook.PART_TOO_LARGE, Then.BEGIN_HALVED, message);
    }

    /** As another process had it. */
    static LoadFailure of(int exitCode, Runbook runbook, Then then, String message) {
        return new LoadFailure(exitCode, runbook, then, message);
    }

    static LoadFailure stopped() {
        return new LoadFailure(
                ExitCodes.STOPPED, Runbook.STOPPED, Then.GO_ON, "stopped by a signal; run the same command to go on");
    }

    /** What led to it, for whoever asks for the whole story. */
    public LoadFailure causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public int exitCode() {
        return exitCode;
    }

    @Override
    public Runbook runbook() {
        return runbook;
    }

    Then then() {
        return then;
    }
}
