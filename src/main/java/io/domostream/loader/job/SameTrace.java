package io.domostream.loader.job;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.core.task.TaskDecorator;

/** What a thread does for another belongs to what that one is doing. */
record SameTrace(ObservationRegistry observations) implements TaskDecorator {
    @Override
    public Runnable decorate(Runnable task) {
        var around = observations.getCurrentObservation();
        return around == null ? task : () -> around.scoped(task);
    }
}
