package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run was begun with, kept as its job parameters: {@code given} as a person typed it, {@code values} with the
 * defaults of that moment, {@code fingerprint} of what is loaded.
 */
record RunParameters(
        long run,
        String fingerprint,
        SortedMap<String, String> given,
        SortedMap<String, String> values,
        Instant begun,
        boolean halved) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RUN = "run";
    private static final String FINGERPRINT = "fingerprint";
    private static final String GIVEN = "given";
    private static final String VALUES = "values";
    private static final String BEGUN = "begun";
    private static final String HALVED = "halved";
    private static final String FORMAT = "format";
    /**
     * Version of the persisted format. 1, also where none is stored: receipts without durations. 3: columns have a kind,
     * receipts a count of values that became null.
     */
    private static final long NEWEST_FORMAT = 3;
    // Spring Batch keeps a parameter in 2500 characters.
    private static final int LONGEST = 2000;

    static RunParameters of(JobExecution attempt) {
        var job = attempt.getJobParameters();
        return new RunParameters(
                Objects.requireNonNull(job.getLong(RUN)),
                text(job, FINGERPRINT),
                map(text(job, GIVEN)),
                map(text(job, VALUES)),
                Instant.parse(text(job, BEGUN)),
                Boolean.parseBoolean(text(job, HALVED)));
    }

    /** A newer version's run may hold what this one would overlook, a commit on its way too. */
    static void requireReadable(JobExecution attempt) {
        long format = format(attempt);
        if (format > NEWEST_FORMAT) {
            throw BadSettings.of(
                            "the loader's version",
                            "older than the one that began run %d (format %d, this one reads up to %d)"
                                    .formatted(attempt.getJobInstance().getInstanceId(), format, NEWEST_FORMAT),
                            "run the newer version until that run has ended")
                    .see(Runbook.VERSION_TOO_OLD);
        }
    }

    static boolean isReadable(JobExecution attempt) {
        return format(attempt) <= NEWEST_FORMAT;
    }

    private static long format(JobExecution attempt) {
        var format = attempt.getJobParameters().getLong(FORMAT);
        return format == null ? 1 : format;
    }

    static RunParameters begin(long run, LoadSettings load, SortedMap<String, String> given, Instant now) {
        return new RunParameters(run, fingerprint(load), given, load.values(), now, false);
    }

    RunParameters halvedPages() {
        return new RunParameters(run, fingerprint, given, values, begun, true);
    }

    JobParameters job() {
        return new JobParametersBuilder()
                .addLong(RUN, run, true)
                .addString(FINGERPRINT, fingerprint, false)
                .addString(GIVEN, json(given), false)
                .addString(VALUES, json(values), false)
                .addString(BEGUN, begun.toString(), false)
                .addString(HALVED, Boolean.toString(halved), false)
                .addLong(FORMAT, NEWEST_FORMAT, false)
                .toJobParameters();
    }

    /** What is loaded, not how fast: a run is gone on with only while this stays the same. */
    static String fingerprint(LoadSettings load) {
        var spec = load.spec();
        var target = load.target();
        var what = "%s %s of %s key %s columns %s without %s, %s as %s by %s into %s"
                .formatted(
                        spec.table() == null ? "query" : "table",
                        spec.table() == null ? spec.query() : spec.table(),
                        load.source().address(),
                        spec.key(),
                        new TreeMap<>(spec.columns()),
                        spec.exclude(),
                        target.method(),
                        target.updateMethod(),
                        target.mergeKey(),
                        target.dataset());
        if (!target.rename().isEmpty()) {
            what += " renaming " + new TreeMap<>(target.rename());
        }
        var incremental = load.incremental();
        if (incremental != null) {
            what += " past " + incremental.watermark().column();
        }
        return what.length() <= LONGEST ? what : what.substring(0, LONGEST - 100) + " #" + id(what);
    }

    /** A short name for a text of any length. */
    static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String json(Map<String, String> values) {
        var json = JSON.writeValueAsString(new TreeMap<>(values));
        if (json.length() > LONGEST) {
            throw BadSettings.of("key=value", json.length() + " characters long", "give at most " + LONGEST + " in all")
                    .see(Runbook.COMMAND_WRONG);
        }
        return json;
    }

    private static SortedMap<String, String> map(String json) {
        return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    }

    private static String text(JobParameters job, String name) {
        return Objects.requireNonNullElse(job.getString(name), "");
    }
}
