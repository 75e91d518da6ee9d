package io.domostream.loader.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.registry.otlp.AggregationTemporality;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Where logs are for machines, each line has the ids of what is under way. */
class TraceIdsTest {
    private static TelemetrySettings settings(boolean idsInLogs) {
        return new TelemetrySettings(
                new FileSettings(null, Duration.ofSeconds(15)),
                new OtlpSettings(true, null, Map.of(), Duration.ofMinutes(1), AggregationTemporality.CUMULATIVE),
                new GatewaySettings(
                        null,
                        null,
                        GatewaySettings.Scheme.HTTP,
                        null,
                        null,
                        null,
                        Duration.ofMinutes(1),
                        "j",
                        Map.of()),
                new TraceSettings(null, Map.of(), Duration.ofSeconds(10)),
                new ResourceSettings(Map.of()),
                idsInLogs);
    }

    @Test
    void aSpanInsideAnotherHasTheSameTrace() {
        try (var telemetry = Telemetry.start(settings(true), Clock.systemUTC())) {
            var observations = telemetry.run("orders").observations();
            var seen = new ArrayList<@Nullable String>();
            Observation.createNotStarted("run", observations).observe(() -> {
                seen.add(MDC.get("traceId"));
                seen.add(MDC.get("spanId"));
                Observation.createNotStarted("step", observations).observe(() -> {
                    seen.add(MDC.get("traceId"));
                    seen.add(MDC.get("spanId"));
                });
                seen.add(MDC.get("spanId"));
            });

            assertThat(seen).doesNotContainNull();
            assertThat(seen.get(0)).hasSize(32).isEqualTo(seen.get(2));
            assertThat(seen.get(1)).hasSize(16).isEqualTo(seen.get(4)).isNotEqualTo(seen.get(3));
            assertThat(MDC.get("traceId")).isNull();
        }
    }

    @Test
    void whereNobodyLooksNothingIsMade() {
        try (var telemetry = Telemetry.start(settings(false), Clock.systemUTC())) {
            assertThat(telemetry.run("orders")).isSameAs(RunTelemetry.NONE);
        }
    }
}
