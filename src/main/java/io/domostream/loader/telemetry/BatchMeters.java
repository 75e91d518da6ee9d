package io.domostream.loader.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;

/** Spring Batch's own metrics, by its own names; ours are no observations. */
final class BatchMeters extends DefaultMeterObservationHandler {
    private static final String PREFIX = "spring.batch.";

    BatchMeters(MeterRegistry registry) {
        // What is under way is told by the parts; for each step it would be three more series.
        super(registry, IgnoredMeters.LONG_TASK_TIMER);
        for (var of :
                new String[] {"step.name", "item.read.step.name", "item.process.step.name", "chunk.write.step.name"}) {
            // One step's name a slice would make as many series.
            registry.config()
                    .meterFilter(MeterFilter.replaceTagValues(
                            PREFIX + of, step -> step.startsWith("slices:") ? "slice" : step));
        }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        var name = context.getName();
        return name != null && name.startsWith(PREFIX);
    }
}
