package io.domostream.loader.job;

/** Why a run stops, in one line, and the exit code that goes with it. */
public final class LoadFailure extends RuntimeException {
    private final int exitCode;
    private final boolean endsRun;

    private LoadFailure(int exitCode, boolean endsRun, String message) {
        super(message);
        this.exitCode = exitCode;
        this.endsRun = endsRun;
    }

    /** The run may be gone on with. */
    static LoadFailure resumable(int exitCode, String message) {
        return new LoadFailure(exitCode, false, message);
    }

    /** The run is over for good; the next command begins a new one. */
    static LoadFailure forGood(int exitCode, String message) {
        return new LoadFailure(exitCode, true, message);
    }

    /** The run can't go on, and nothing speaks against beginning a new one at once. */
    static LoadFailure beginAnew(String message) {
        return new LoadFailure(ExitCodes.BEGIN_ANEW, true, message);
    }

    static LoadFailure stopped() {
        return new LoadFailure(ExitCodes.STOPPED, false, "stopped by a signal; run the same command to go on");
    }

    public int exitCode() {
        return exitCode;
    }

    boolean endsRun() {
        return endsRun;
    }
}
