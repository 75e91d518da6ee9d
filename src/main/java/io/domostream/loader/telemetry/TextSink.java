package io.domostream.loader.telemetry;

import java.io.IOException;
import java.time.Duration;

/** A place that takes a load's metrics as Prometheus text; each text replaces the one before. */
interface TextSink {
    void send(String text) throws IOException, InterruptedException;

    /** How often while the load is running. */
    Duration every();
}
