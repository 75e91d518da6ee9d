package io.domostream.loader.job;

import io.domostream.loader.report.PartTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.springframework.batch.core.job.JobExecution;

/** A run's receipts as its report has them: each with the slice and the attempt that it was written in. */
final class PartTimes {
    private final long executionId;
    private final TreeMap<Integer, PartTime> parts = new TreeMap<>();

    private PartTimes(long executionId) {
        this.executionId = executionId;
    }

    /** Of all attempts, oldest first; only receipts of this Domo execution count. */
    static List<PartTime> of(List<JobExecution> attempts, long executionId) {
        var times = new PartTimes(executionId);
        for (int i = 0; i < attempts.size(); i++) {
            times.add(i + 1, attempts.get(i));
        }
        return List.copyOf(times.parts.values());
    }

    private void add(int number, JobExecution attempt) {
        for (var step : attempt.getStepExecutions()) {
            if (Slices.isName(step.getStepName())) {
                int slice = Slices.number(step.getStepName());
                Receipts.of(step, executionId).forEach((part, receipt) -> add(number, slice, part, receipt));
            }
        }
    }

    // Batch hands a slice's receipts on to the next attempt, where they are no work of that attempt.
    private void add(int attempt, int slice, int part, Receipt receipt) {
        var there = parts.get(part);
        if (there == null || there.endedAt().toEpochMilli() < receipt.atMillis()) {
            var took = receipt.took();
            parts.put(
                    part,
                    new PartTime(
                            part,
                            slice,
                            attempt,
                            new PartTime.Size(
                                    receipt.rows(), receipt.rawBytes(), receipt.sentBytes(), receipt.nulledValues()),
                            Instant.ofEpochMilli(receipt.atMillis()),
                            new PartTime.Took(
                                    took.waiting(), took.reading(), took.compressing(), took.held(), took.sending())));
        }
    }
}
