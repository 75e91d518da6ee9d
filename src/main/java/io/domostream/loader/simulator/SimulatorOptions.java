package io.domostream.loader.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Domo behaves: its commits, its tokens and whom it lets in.
 *
 * @param commits how it commits
 * @param tokenLife how long an access token is good for
 * @param clientId the only client let in; null = any
 * @param clientSecret that client's secret; null = any
 */
public record SimulatorOptions(
        CommitOptions commits,
        Duration tokenLife,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    public static SimulatorOptions defaults() {
        var commits = new CommitOptions(Duration.ZERO, Duration.ofMillis(200), ExecutionState.SUCCESS, Duration.ZERO);
        return new SimulatorOptions(commits, Duration.ofSeconds(3599), null, null);
    }

    /** Least time between two taken commits of a stream; zero = lifted by support. */
    public SimulatorOptions withCommitInterval(Duration interval) {
        return with(new CommitOptions(interval, commits.takes(), commits.ends(), commits.rowsLag()));
    }

    /** How long a taken commit stays ACTIVE. */
    public SimulatorOptions withCommitTakes(Duration takes) {
        return with(new CommitOptions(commits.interval(), takes, commits.ends(), commits.rowsLag()));
    }

    /** The state that a taken commit reaches; ACTIVE = it never ends. */
    public SimulatorOptions withCommitEnds(ExecutionState state) {
        return with(new CommitOptions(commits.interval(), commits.takes(), state, commits.rowsLag()));
    }

    /** How long the DataSet still tells the old row count after a commit's SUCCESS. */
    public SimulatorOptions withRowsLag(Duration lag) {
        return with(new CommitOptions(commits.interval(), commits.takes(), commits.ends(), lag));
    }

    public SimulatorOptions withTokenLife(Duration life) {
        return new SimulatorOptions(commits, life, clientId, clientSecret);
    }

    public SimulatorOptions withClientId(@Nullable String id) {
        return new SimulatorOptions(commits, tokenLife, id, clientSecret);
    }

    public SimulatorOptions withClientSecret(@Nullable String secret) {
        return new SimulatorOptions(commits, tokenLife, clientId, secret);
    }

    private SimulatorOptions with(CommitOptions changed) {
        return new SimulatorOptions(changed, tokenLife, clientId, clientSecret);
    }
}
