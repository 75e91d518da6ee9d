package io.domostream.loader.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs of every kind, as their reports have them; also what src/test/report/check.mjs looks at. */
final class Samples {
    static final Instant BEGUN = Instant.parse("2026-11-24T22:15:03Z");
    private static final String AGAIN = "`run orders` begins a new run";

    private Samples() {}

    /** One attempt's parts: four readers, and four times as many slices at once, as the loader has them. */
    static List<PartTime> parts(int attempt, int first, int count, Instant from, int slices) {
        var random = new Random(count);
        var readerFree = new long[4];
        var workerFree = new long[16];
        var workersSlice = new int[16];
        var left = new int[16];
        int perSlice = (count + slices - 1) / slices;
        int nextSlice = 0;
        var parts = new ArrayList<PartTime>();
        for (int i = 0; i < count; i++) {
            int worker = least(workerFree, Math.min(slices, workerFree.length));
            if (left[worker] == 0) {
                workersSlice[worker] = nextSlice++;
                left[worker] = perSlice;
            }
            left[worker]--;
            int reader = least(readerFree, readerFree.length);
            long waiting = Math.max(0, readerFree[reader] - workerFree[worker]);
            long reading = 160L + random.nextInt(90);
            long compressing = 60L + random.nextInt(40);
            long held = random.nextInt(12) == 0 ? random.nextInt(150) : 0L;
            long sending = 500L + random.nextInt(400) + (random.nextInt(25) == 0 ? 1500 : 0);
            readerFree[reader] = workerFree[worker] + waiting + reading + compressing + held;
            long end = readerFree[reader] + sending;
            workerFree[worker] = end + 6;
            parts.add(new PartTime(
                    first + i,
                    workersSlice[worker],
                    attempt,
                    new PartTime.Size(
                            i == count - 1 ? 12_345 : 50_000,
                            6_800_000 + random.nextInt(500_000),
                            2_200_000 + random.nextInt(90_000)),
                    from.plusMillis(end),
                    new PartTime.Took(waiting, reading, compressing, held, sending)));
        }
        return parts;
    }

    private static int least(long[] of, int count) {
        int least = 0;
        for (int i = 1; i < count; i++) {
            least = of[i] < of[least] ? i : least;
        }
        return least;
    }

    static RunReport good() {
        var parts = parts(1, 1, 60, BEGUN.plusSeconds(2), 16);
        return report(
                "COMPLETED",
                0,
                "committed and verified",
                AGAIN,
                60,
                parts,
                List.of(attempt(1, parts, 0, "COMPLETED", "committed and verified", BEGUN)),
                true);
    }

    /** Killed, gone on with, and stopped by Domo. */
    static RunReport resumed() {
        var second = BEGUN.plusSeconds(3600);
        var first = parts(1, 1, 31, BEGUN.plusSeconds(2), 16);
        var parts = new ArrayList<>(first);
        var later = parts(2, 32, 17, second.plusSeconds(1), 16);
        parts.addAll(later);
        return report(
                "STOPPED",
                5,
                "PUT /v1/streams/12/executions/812/part/49: HTTP 503 after 8 retries; run again to go on",
                "`run orders` goes on with this run",
                61,
                parts,
                List.of(
                        attempt(1, first, null, "", "", BEGUN),
                        attempt(2, later, 5, "FAILED", "Domo is out of reach", second)),
                false);
    }

    static RunReport unknown() {
        var parts = parts(1, 1, 20, BEGUN.plusSeconds(2), 8);
        var message =
                "Domo execution 812 of load orders: commit not proven, Domo says state ACTIVE. Nothing was aborted, nothing repeated.";
        return report(
                "UNKNOWN",
                6,
                message,
                "`run orders` asks Domo again; `run orders --commit-again=812` sends the commit once more; after a look at the DataSet `settle orders committed` or `settle orders not-committed`",
                20,
                parts,
                List.of(attempt(1, parts, 6, "UNKNOWN", message, BEGUN)),
                false);
    }

    static RunReport large() {
        var parts = parts(1, 1, 10_000, BEGUN.plusSeconds(12), 157);
        return report(
                "COMPLETED",
                0,
                "committed and verified",
                AGAIN,
                10_000,
                parts,
                List.of(attempt(1, parts, 0, "COMPLETED", "committed and verified", BEGUN)),
                true);
    }

    static RunReport report(
            String status,
            @Nullable Integer code,
            String message,
            String next,
            int all,
            List<PartTime> parts,
            List<Attempt> attempts,
            boolean committed) {
        long rows = parts.stream().mapToLong(part -> part.size().rows()).sum();
        boolean complete = parts.size() == all;
        return new RunReport(
                new RunReport.Run("orders", 7, BEGUN, BEGUN.plusSeconds(60), BEGUN.plusSeconds(61)),
                Outcome.of(new Outcome.Known(status, code, committed, committed, parts.size(), all), message, next),
                Work.of(all, attempts, parts),
                Reconciliation.of(
                        "REPLACE",
                        complete,
                        new Reconciliation.Counts(
                                complete ? rows : rows + 50_000L * (all - parts.size()),
                                attempts.size(),
                                rows,
                                complete ? (Long) 2_904_112L : null,
                                committed ? (Long) rows : null)),
                new RunReport.Setup(
                        new RunReport.Target("REPLACE", 12L, 812L, "317970a1-6a6e-4f70-8e09-44cf5f34cf44"),
                        columns(),
                        settings()));
    }

    static List<RunReport.Column> columns() {
        return List.of(
                new RunReport.Column("id", "bigint", "LONG", "none"),
                new RunReport.Column("customer", "character varying(80)", "STRING", "none"),
                new RunReport.Column("total", "numeric(12,2)", "DECIMAL", "none"),
                new RunReport.Column("paid_at", "timestamp with time zone", "DATETIME", "none"),
                new RunReport.Column("delivered_by", "text", "STRING", "add"));
    }

    static Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("source.url", "jdbc:postgresql://shop-replica.internal:5432/shop");
        settings.put("table", "public.orders");
        settings.put("key", "[id]");
        settings.put("method", "REPLACE");
        settings.put("dataset.name", "Orders");
        settings.put("guard.min-rows", "1");
        settings.put("guard.max-shrink", "50%");
        settings.put("parts.rows", "50000");
        settings.put("parts.parallel", "4");
        settings.put("parts.in-flight", "16");
        settings.put("resume-within", "PT6H");
        settings.put("restart", "resume");
        settings.put("snapshot", "shared");
        return settings;
    }

    static Attempt attempt(
            int number, List<PartTime> parts, @Nullable Integer code, String status, String message, Instant begun) {
        var phases = new LinkedHashMap<String, Double>();
        phases.put("inspect", 0.18);
        phases.put("plan", 1.42);
        phases.put("prepare", 0.21);
        phases.put("open", 0.13);
        if (code != null) {
            phases.put("upload", 6.2);
            phases.put("commit", 18.4);
            phases.put("verify", 2.1);
        }
        var versions = new TreeMap<>(Map.of(
                "loader", "0.1.0",
                "java", "17.0.15+6 on Linux amd64",
                "springBatch", "6.0.6",
                "source", "PostgreSQL 16.4",
                "jobRepository", "PostgreSQL 16.4"));
        return new Attempt(
                number,
                new Attempt.Time(
                        begun,
                        code == null ? null : begun.plusSeconds(60),
                        code == null ? null : (Double) 28.6,
                        begun.plusMillis(420)),
                code == null ? null : new Attempt.End(code, status, message),
                new Attempt.Effort(
                        parts.size(),
                        parts.stream().mapToLong(part -> part.size().rows()).sum(),
                        code == null ? null : (Integer) 3,
                        code == null ? null : (Double) 1.5),
                phases,
                Map.of("4711@worker-1", 9, "17@worker-2", 7),
                versions);
    }

    static History history() {
        var random = new Random(4);
        var runs = new ArrayList<History.Run>();
        var states = new String[] {
            "UNKNOWN", "COMPLETED", "COMPLETED", "FAILED", "COMPLETED", "STOPPED", "COMPLETED", "NOTHING_TO_DO"
        };
        var codes = new @Nullable Integer[] {6, 0, 0, 7, 0, 9, 7, 0};
        for (int i = 0; i < 20; i++) {
            var state = i < states.length ? states[i] : "COMPLETED";
            var code = i < codes.length ? codes[i] : Integer.valueOf(0);
            boolean none = state.equals("NOTHING_TO_DO");
            long rows = none ? 0 : 2_900_000 - i * 31_000L + random.nextInt(20_000);
            var begun = LocalDateTime.parse("2026-11-24T22:15:03").minusDays(i);
            runs.add(new History.Run(
                    "orders",
                    120 - i,
                    state,
                    begun,
                    begun.plusSeconds(60),
                    none ? 0 : 60,
                    state.equals("STOPPED") ? 31 : none ? 0 : 60,
                    rows,
                    i == 5 ? null : (Double) (24 + random.nextDouble() * 9),
                    code,
                    none ? null : (Long) (812L - i),
                    i == 0
                            ? "`run orders` asks Domo again; `settle orders committed` or `settle orders not-committed`"
                            : ""));
        }
        runs.add(new History.Run(
                "customers",
                99,
                "COMPLETED",
                LocalDateTime.parse("2026-11-24T22:20:00"),
                null,
                4,
                4,
                181_234,
                4.2,
                0,
                500L,
                "`run customers` begins a new run"));
        return History.of(runs);
    }
}
