package io.domostream.loader.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Domo behaves: its commit interval, its speed, its tokens and whom it lets in.
 *
 * @param commitInterval least time between two taken commits of a stream; zero = lifted by support
 * @param commitTakes how long a taken commit stays ACTIVE
 * @param tokenLife how long an access token is good for
 * @param clientId the only client let in; null = any
 * @param clientSecret that client's secret; null = any
 * @param commitRefusalStatus assumed: how a commit that comes too early is refused; nobody documents it
 */
public record SimulatorOptions(
        Duration commitInterval,
        Duration commitTakes,
        Duration tokenLife,
        @Nullable String clientId,
        @Nullable String clientSecret,
        int commitRefusalStatus) {

    public static SimulatorOptions defaults() {
        return new SimulatorOptions(Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(3599), null, null, 409);
    }

    public SimulatorOptions withCommitInterval(Duration interval) {
        return new SimulatorOptions(interval, commitTakes, tokenLife, clientId, clientSecret, commitRefusalStatus);
    }

    public SimulatorOptions withCommitTakes(Duration takes) {
        return new SimulatorOptions(commitInterval, takes, tokenLife, clientId, clientSecret, commitRefusalStatus);
    }

    public SimulatorOptions withTokenLife(Duration life) {
        return new SimulatorOptions(commitInterval, commitTakes, life, clientId, clientSecret, commitRefusalStatus);
    }

    public SimulatorOptions withClientId(@Nullable String id) {
        return new SimulatorOptions(commitInterval, commitTakes, tokenLife, id, clientSecret, commitRefusalStatus);
    }

    public SimulatorOptions withClientSecret(@Nullable String secret) {
        return new SimulatorOptions(commitInterval, commitTakes, tokenLife, clientId, secret, commitRefusalStatus);
    }

    public SimulatorOptions withCommitRefusalStatus(int status) {
        return new SimulatorOptions(commitInterval, commitTakes, tokenLife, clientId, clientSecret, status);
    }
}
