package io.domostream.loader.job;

/** What is proven about a commit, read from the Domo execution's state, never from the commit call's own answer. */
public enum CommitOutcome {
    COMMITTED,
    NOT_COMMITTED,
    UNKNOWN;

    public static CommitOutcome read(String state) {
        return switch (state) {
            case "SUCCESS" -> COMMITTED;
            case "INVALID", "ABORTED", "ERROR", "FAILED", Executions.NOT_FOUND -> NOT_COMMITTED;
            default -> UNKNOWN;
        };
    }
}
