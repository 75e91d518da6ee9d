package io.domostream.loader.job;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** Which worker has done which slice of an attempt; a slice takes over what earlier attempts have left, so each is named. */
final class SliceWorkers {
    private static final String KEY = "worker.";

    private SliceWorkers() {}

    static void keep(StepExecution slice, String worker) {
        slice.getExecutionContext().putString(KEY + slice.getJobExecutionId(), worker);
    }

    /** How many slices each has done last, by its name; none where the attempt's own process did them. */
    static Map<String, Integer> of(JobExecution attempt) {
        var workers = new TreeMap<String, Integer>();
        for (var step : attempt.getStepExecutions()) {
            if (step.getExecutionContext().get(KEY + attempt.getId()) instanceof String worker) {
                workers.merge(worker, 1, Integer::sum);
            }
        }
        return workers;
    }
}
