package io.domostream.loader.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/** All receipts of one run for one Domo execution, over all its attempts. */
record Receipts(Map<Integer, Receipt> byPart) {

    static Receipts of(JobRepository repository, JobInstance run, long executionId) {
        var found = new TreeMap<Integer, Receipt>();
        for (var attempt : repository.getJobExecutions(run)) {
            for (var step : attempt.getStepExecutions()) {
                step.getExecutionContext().toMap().forEach((key, value) -> {
                    if (Receipt.isKey(key)) {
                        var receipt = Receipt.parse(value.toString());
                        // Only a part of the Domo execution about to be committed is known to be there.
                        if (receipt.executionId() == executionId) {
                            found.put(Receipt.part(key), receipt);
                        }
                    }
                });
            }
        }
        return new Receipts(found);
    }

    boolean complete(int parts) {
        return byPart.size() == parts && IntStream.rangeClosed(1, parts).allMatch(byPart::containsKey);
    }

    long rows() {
        return byPart.values().stream().mapToLong(Receipt::rows).sum();
    }

    long rawBytes() {
        return byPart.values().stream().mapToLong(Receipt::rawBytes).sum();
    }

    long sentBytes() {
        return byPart.values().stream().mapToLong(Receipt::sentBytes).sum();
    }

    long lastMillis() {
        return byPart.values().stream().mapToLong(Receipt::atMillis).max().orElse(0);
    }
}
