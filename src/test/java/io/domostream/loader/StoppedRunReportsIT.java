package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.telemetry.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends by a signal has told the metrics how it ended; one that goes on tells how far it is. */
class StoppedRunReportsIT {
    @TempDir
    Path folder;

    @Test
    void aRunTellsHowFarItIsAndThatItWasStopped() throws IOException {
        try (var world = Orders.world(folder);
                var receiver = new Receiver()) {
            var file = folder.resolve("metrics/orders.prom");
            world.also("""
                    metrics: { directory: "%s", interval: 100ms }
                    management:
                      prometheus.metrics.export.pushgateway.address: "%s"
                      otlp.metrics.export.url: http://%2$s/v1/metrics
                    """.formatted(file.getParent(), receiver.address()));
            try (var run = HeldRun.at(world, call -> call.contains("/part/"), 5)) {
                while (!Files.exists(file) || Samples.of(Files.readString(file)).value("domo_load_parts_done") < 3) {
                    assertThat(run.process.running()).as(run.process.err()).isTrue();
                }
                // A second run of the load leaves them to the first.
                assertThat(world.run("run", "orders").exitCode()).isEqualTo(8);
                assertThat(Samples.of(Files.readString(file)).names()).doesNotContain("domo_load_last_run_exit_code");
                assertThat(receiver.last("POST /v1/metrics").text()).contains("domo.load.runs");
                run.process.terminate();
                run.process.awaitErr("asked to stop");
                run.letGo();
                assertThat(run.process.exitCode()).as(run.process.err()).isEqualTo(9);
            }
            var pushed = receiver.last("PUT /metrics/job/domo-stream-loader/load/orders");
            assertThat(Samples.of(pushed.text()).value("domo_load_last_run_exit_code"))
                    .isEqualTo(9);
            assertThat(Files.readString(file)).isEqualTo(pushed.text());
            assertThat(receiver.last("POST /v1/metrics").text()).contains("domo.load.last.run.exit.code");
        }
    }
}
