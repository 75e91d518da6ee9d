package io.domostream.loader.simulator;

/** The states Domo reports. */
public enum ExecutionState {
    ACTIVE,
    SUCCESS,
    INVALID,
    ABORTED,
    ERROR,
    FAILED
}
