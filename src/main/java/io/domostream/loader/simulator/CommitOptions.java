package io.domostream.loader.simulator;

import java.time.Duration;

/**
 * How the simulated Domo commits.
 *
 * @param interval least time between two taken commits of a stream; zero = lifted by support
 * @param takes how long a taken commit stays ACTIVE
 * @param ends the state it reaches; ACTIVE = it never ends
 * @param rowsLag how long the DataSet still tells the old row count after a SUCCESS
 */
record CommitOptions(Duration interval, Duration takes, ExecutionState ends, Duration rowsLag) {}
