package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.SimulatorOptions;
import io.domostream.loader.telemetry.Samples;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and traces reach those who are told of in the settings, and whether they do changes nothing for the run. */
class TelemetryTest {
    private static final String EVERYWHERE = """
            metrics.directory: %s
            management:
              otlp.metrics.export: { url: "http://%2$s/v1/metrics", headers: { Authorization: Api-Token one } }
              prometheus.metrics.export.pushgateway: { address: "%2$s", token: two, grouping-key: { shop: north sea } }
              opentelemetry.tracing.export.otlp: { endpoint: "http://%2$s/v1/traces", headers: { Authorization: three } }
            """;

    @TempDir
    Path folder;

    private World world;
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        receiver.close();
        world.close();
    }

    @Test
    void allThreeWaysCarryTheRun() throws IOException {
        world.also(EVERYWHERE.formatted(folder.resolve("metrics"), receiver.address()));

        assertThat(world.run("run", "orders").exitCode()).isZero();

        var pushed = receiver.last("PUT /metrics/job/domo-stream-loader/shop/north%20sea/load/orders");
        assertThat(pushed.authorization()).isEqualTo("Bearer two");
        assertThat(Samples.of(pushed.text()).value("domo_load_rows_total")).isEqualTo(2000);
        assertThat(pushed.text()).isEqualTo(Files.readString(folder.resolve("metrics/orders.prom")));
        assertThat(receiver.last("POST /v1/metrics").authorization()).isEqualTo("Api-Token one");
        assertThat(metric("domo.load.rows").getSum().getDataPoints(0).getAsDouble())
                .isEqualTo(2000);
        assertThat(metric("domo.load.last.run.exit.code")
                        .getGauge()
                        .getDataPoints(0)
                        .getAsDouble())
                .isZero();
        assertThat(receiver.last("POST /v1/traces").authorization()).isEqualTo("three");
        assertThat(spans())
                .extracting(Span::getTraceId)
                .hasSizeGreaterThan(10)
                .containsOnly(spans().get(0).getTraceId());
        var upload = span("spring.batch.step", "upload");
        assertThat(spans().stream()
                        .filter(s -> s.getAttributesList().toString().contains("slices:slice-"))
                        .filter(s -> s.getName().equals("spring.batch.step")))
                .isNotEmpty()
                .allSatisfy(slice -> assertThat(slice.getParentSpanId()).isEqualTo(upload.getSpanId()));
        assertThat(spans()).extracting(Span::getName).contains("run orders", "spring.batch.job");
    }

    @Test
    void whoIsAwayChangesNothing() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        world.also(EVERYWHERE.formatted(file, "127.0.0.1:1"));

        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aRunThatFailedItsCheckIsNoSuccess() throws IOException {
        try (var lagging = Orders.in(
                new World(folder.resolve("lagging"), SimulatorOptions.defaults().withRowsLag(Duration.ofHours(1))))) {
            lagging.also("metrics.directory: " + folder + "\ndomo.verify-timeout: 0s");
            for (int i = 0; i < 2; i++) {
                assertThat(lagging.run("run", "orders").exitCode()).isEqualTo(7);
                var samples = Samples.of(Files.readString(folder.resolve("orders.prom")));
                assertThat(samples.value("domo_load_last_run_exit_code")).isEqualTo(7);
                assertThat(samples.value("domo_load_last_success_timestamp_seconds"))
                        .isZero();
            }
        }
    }

    @Test
    void nothingIsSentUnasked() {
        assertThat(world.run("run", "orders").exitCode()).isZero();

        assertThat(receiver.pushes).isEmpty();
    }

    @Test
    void everyWrongSettingIsToldBeforeAnythingIsOpened() {
        world.also("""
                metrics: { interval: 0s, dir: /tmp }
                management:
                  otlp.metrics.export.url: ftp://collector
                  prometheus.metrics.export.pushgateway: { address: "http://gateway:9091", grouping-key: { load: x } }
                  opentelemetry.tracing.export.otlp.endpoint: http://me:secret@collector/v1/traces
                  metrics.tags.team: data
                """);

        var run = world.run("run", "orders");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("metrics.interval is PT0S: give more than 0s")
                .contains("metrics.dir is an unknown setting")
                .contains("management.otlp.metrics.export.url is ftp://collector: give an address with http or https")
                .contains("pushgateway.address is http://gateway:9091: give HOST:PORT")
                .contains("pushgateway.grouping-key is {load=x}: give names")
                .contains("otlp.endpoint is http://…@collector/v1/traces: give an address")
                .contains("management.metrics.tags.team is an unknown setting")
                .doesNotContain("secret");
        assertThat(world.calls).isEmpty();
    }

    private Metric metric(String name) throws IOException {
        return ExportMetricsServiceRequest.parseFrom(
                        receiver.last("POST /v1/metrics").body())
                .getResourceMetrics(0)
                .getScopeMetricsList()
                .stream()
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Span> spans() throws IOException {
        return ExportTraceServiceRequest.parseFrom(
                        receiver.last("POST /v1/traces").body())
                .getResourceSpansList()
                .stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    private Span span(String name, String attribute) throws IOException {
        return spans().stream()
                .filter(s -> s.getName().equals(name)
                        && s.getAttributesList().stream()
                                .anyMatch(a -> a.getValue().getStringValue().equals(attribute)))
                .findFirst()
                .orElseThrow();
    }
}
