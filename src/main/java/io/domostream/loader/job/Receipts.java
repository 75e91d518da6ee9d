package io.domostream.loader.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** All receipts of one run for one Domo execution, over all its attempts. */
record Receipts(Map<Integer, Receipt> byPart) {

    static Receipts of(JobRepository repository, JobInstance run, long executionId) {
        var found = new TreeMap<Integer, Receipt>();
        for (var attempt : repository.getJobExecutions(run)) {
            for (var step : attempt.getStepExecutions()) {
                of(step, executionId).forEach((part, receipt) -> found.merge(part, receipt, Receipt::later));
            }
        }
        return new Receipts(found);
    }

    /** A slice's own. */
    static Map<Integer, Receipt> of(StepExecution slice, long executionId) {
        var found = new TreeMap<Integer, Receipt>();
        slice.getExecutionContext().toMap().forEach((key, value) -> {
            if (Receipt.isKey(key)) {
                var receipt = Receipt.parse(value.toString());
                // Only a part of the Domo execution about to be committed is known to be there.
                if (receipt.executionId() == executionId) {
                    found.put(Receipt.part(key), receipt);
                }
            }
        });
        return found;
    }

    /** Parts, rows, bytes and values that became null, in all. */
    record Summary(int parts, long rows, long rawBytes, long sentBytes, long nulledValues) {}

    Summary summary() {
        return new Summary(byPart.size(), rows(), sum(Receipt::rawBytes), sum(Receipt::sentBytes), nulledValues());
    }

    /** All parts are there; never so while their number is not known. */
    boolean complete(int parts) {
        return parts > 0
                && byPart.size() == parts
                && IntStream.rangeClosed(1, parts).allMatch(byPart::containsKey);
    }

    long rows() {
        return sum(Receipt::rows);
    }

    long nulledValues() {
        return sum(Receipt::nulledValues);
    }

    long lastMillis() {
        return byPart.values().stream().mapToLong(Receipt::atMillis).max().orElse(0);
    }

    private long sum(ToLongFunction<Receipt> what) {
        return byPart.values().stream().mapToLong(what).sum();
    }
}
