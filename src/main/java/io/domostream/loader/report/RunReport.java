package io.domostream.loader.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is told of one run; its JSON has the components' names. {@code format} rises when one of them changes. */
public record RunReport(int format, Run run, Outcome outcome, Work work, Reconciliation reconciliation, Setup setup) {
    static final int FORMAT = 1;

    public RunReport(Run run, Outcome outcome, Work work, Reconciliation reconciliation, Setup setup) {
        this(FORMAT, run, outcome, work, reconciliation, setup);
    }

    /** {@code ended} is null while the run goes on, and of one that was killed; {@code madeAt}: the report. */
    public record Run(
            String load,
            long runId,
            Instant begun,
            @Nullable Instant ended,
            Instant madeAt) {}

    /** What becomes of the rows; ids are null as long as there is no such thing yet. */
    public record Target(
            String method,
            @Nullable Long streamId,
            @Nullable Long executionId,
            @Nullable String datasetId) {}

    /** What was loaded into what, how, and with what; {@code columns} is null where they were never compared. */
    public record Setup(Target target, @Nullable List<Column> columns, Map<String, String> settings) {}

    /** A column by its name in the DataSet; {@code change} is none, add, gone or changed. */
    public record Column(String name, @Nullable String sourceType, String domoType, String change) {}
}
