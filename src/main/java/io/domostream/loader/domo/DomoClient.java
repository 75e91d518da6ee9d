package io.domostream.loader.domo;

import io.domostream.loader.Effort;
import java.time.Clock;
import java.time.Duration;

/** Domo's Stream API for one client ID: all its calls share token, throttle and connections. */
public final class DomoClient {
    private final Retries retries;
    private final Throttle throttle;
    private final Streams streams;
    private final Executions executions;
    private final Parts parts;
    private final DataSets dataSets;
    private final StreamApi streamApi;

    /** Waits of its own, before a call is repeated or as long as Domo asks, end where the pause says so. */
    public DomoClient(DomoSettings settings, Clock clock, Pause pause) {
        this(settings, clock, pause, Duration.ofSeconds(1));
    }

    /** {@code firstDelay}: about how long the first repeated call waits; each further one waits twice as long. */
    public DomoClient(DomoSettings settings, Clock clock, Pause pause, Duration firstDelay) {
        var transport = new Transport(settings);
        throttle = new Throttle(clock, pause, firstDelay);
        var verdicts = new Verdicts(throttle);
        retries = new Retries(settings.retries(), firstDelay, pause);
        var tokens = new Tokens(transport.json(TokenApi.class), settings, verdicts, clock);
        var calls = new Calls(tokens, throttle, verdicts, retries);
        streams = new Streams(transport.json(StreamsApi.class), calls);
        executions = new Executions(transport.json(ExecutionsApi.class), calls);
        parts = new Parts(transport.bytes(PartsApi.class), calls);
        dataSets = new DataSets(transport.json(DataSetsApi.class), calls);
        streamApi =
                new StreamApi(transport.bytes(WholeStreamsApi.class), transport.bytes(WholeExecutionsApi.class), calls);
    }

    public Streams streams() {
        return streams;
    }

    public Executions executions() {
        return executions;
    }

    public Parts parts() {
        return parts;
    }

    public DataSets dataSets() {
        return dataSets;
    }

    /** The single calls, for people and scripts. */
    public StreamApi streamApi() {
        return streamApi;
    }

    public Effort effort() {
        return new Effort(retries.count(), throttle.shutFor().toMillis());
    }
}
