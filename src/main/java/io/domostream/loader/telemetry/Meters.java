package io.domostream.loader.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes metrics whose names begin as all of ours do; whoever keeps this keeps them counting. */
record Meters(MeterRegistry registry) {
    private static final String PREFIX = "domo.load.";

    void counter(String name, @Nullable String unit, Tags tags, String description, Supplier<Number> count) {
        FunctionCounter.builder(PREFIX + name, this, here -> count.get().doubleValue())
                .baseUnit(unit)
                .tags(tags)
                .description(description)
                .register(registry);
    }

    void once(String name, Tags tags, String description) {
        Counter.builder(PREFIX + name)
                .tags(tags)
                .description(description)
                .register(registry)
                .increment();
    }

    void gauge(String name, @Nullable String unit, Tags tags, String description, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value)
                .baseUnit(unit)
                .tags(tags)
                .description(description)
                .register(registry);
    }
}
