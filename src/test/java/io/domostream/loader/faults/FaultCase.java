package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.job.LoadSettings.Method;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.springframework.util.unit.DataSize;

/** One load with a fault, and all that must be true of it; what Domo holds is asked past the loader. */
final class FaultCase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int PLAIN_RUNS = 3;
    private static final int OLD_ROWS = 30;
    private static final int ROWS = 45;
    private final Bench bench;
    private final LoadSettings load;
    private final Contents contents;
    private final boolean bySettle;
    private final int commitsBefore;
    private boolean partProbe = true;
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();

    /** {@code bySettle}: a commit that was not taken is settled, and not allowed once more. */
    FaultCase(Bench bench, LoadSettings load, Contents contents, boolean bySettle) {
        this.bench = bench;
        this.load = load;
        this.contents = contents;
        this.bySettle = bySettle;
        this.commitsBefore = bench.domo.commitsTaken();
    }

    /** What the DataSet holds until the load is committed, and from then on. */
    record Contents(Predicate<List<String>> before, Predicate<List<String>> right) {
        boolean allow(List<String> rows) {
            return before.test(rows) || right.test(rows);
        }
    }

    /** From here on no part tells whether a commit was taken. */
    FaultCase withoutPartProbe() {
        partProbe = false;
        return this;
    }

    static String newName() {
        return "faults-%05d".formatted(COUNT.incrementAndGet());
    }

    /** Five parts in as many slices; {@code there}: Domo has the stream, and rows in its DataSet. */
    static FaultCase of(Method method, boolean there) {
        var bench = Bench.get();
        var name = newName();
        var table = name.replace('-', '_');
        var old = rows(1, OLD_ROWS, "old ");
        // Some of the keys are those of old rows.
        var rows = rows(11, 10 + ROWS, "new ");
        TestPostgres.execute(
                bench.sourceUrl,
                "create table %s (id bigint primary key, note text)".formatted(table),
                "insert into %s select g, 'new ' || g from generate_series(11, %d) g".formatted(table, 10 + ROWS));
        if (there) {
            long stream = bench.look.makeStream(
                    name, """
                    {"type": "LONG", "name": "id"}, {"type": "STRING", "name": "note"}""", method.name(), method == Method.UPSERT ? List.of("id") : List.of(), old);
            TestPostgres.execute(
                    bench.repositoryUrl,
                    "insert into domo_load (load_name, stream_id) values ('%s', %d)".formatted(name, stream));
        }
        var before = there ? old : List.<String>of();
        var right = switch (method) {
            case REPLACE -> rows;
            case APPEND -> both(before, rows);
            case UPSERT -> both(there ? rows(1, 10, "old ") : before, rows);
        };
        return new FaultCase(
                bench,
                settings(bench, name, table, List.of(), method, 10),
                new Contents(before::equals, right::equals),
                COUNT.get() % 2 == 0);
    }

    static LoadSettings settings(
            Bench bench, String name, String table, List<String> key, Method method, int rowsAPart) {
        return new LoadSettings(
                name,
                new SourceSettings(bench.source.url(), null, null),
                new SourceSpec(table, null, key, Map.of(), List.of(), Map.of("day", "2026-01-15")),
                new LoadSettings.Target(
                        new LoadSettings.DataSetRef(name, null, null, null),
                        method,
                        List.of(),
                        Method.UPSERT,
                        LoadSettings.SchemaPolicy.EVOLVE,
                        LoadSettings.Vanished.STOP,
                        Map.of(),
                        new LoadSettings.Guard(0, "100%")),
                new LoadSettings.Pace(
                        new PartSettings(rowsAPart, DataSize.ofMegabytes(1), 2, 2, PartSettings.Compressor.AUTO),
                        LoadSettings.Restart.RESUME,
                        Duration.ofHours(6),
                        LoadSettings.SnapshotPolicy.SHARED));
    }

    private static List<String> rows(long from, long to, String note) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(id -> id + "," + note + id)
                .sorted()
                .toList();
    }

    private static List<String> both(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all.stream().sorted().toList();
    }

    /** The faulted attempt must end with one of the codes; the plain runs after it with 0, or one {@code then} allows. */
    void play(Bench.Faults faults, Set<Integer> codes, Set<Integer> then) {
        var end = attempt(faults, codes);
        boolean done = !end.died() && end.exitCode() == ExitCodes.OK;
        if (done && load.target().method() != Method.APPEND) {
            requireRight();
        } else {
            toTheEnd(then);
        }
    }

    /** One process with these faults; one that isn't killed ends with one of the codes. */
    Bench.End attempt(Bench.Faults faults, Set<Integer> codes) {
        var end = attempt(faults);
        if (!end.died()) {
            assertThat(codes).as("exit code; " + told()).contains(end.exitCode());
        }
        return end;
    }

    private void requireRight() {
        bench.domo.deliverLateUnchecked();
        look("a request that came after all");
        bench.clock.jump(Duration.ZERO);
        assertThat(wrong).as(told()).isEmpty();
        var rows = bench.look.rows(load.name());
        assertThat(contents.right().test(rows))
                .as("exactly the rows wanted, not %s; %s", rows, told())
                .isTrue();
        int commits = bench.domo.commitsTaken() - commitsBefore;
        if (load.target().method() == Method.APPEND) {
            assertThat(commits).as("commits taken; " + told()).isEqualTo(1);
        } else {
            assertThat(commits).as("commits taken; " + told()).isPositive();
        }
    }

    /** One process with these faults. */
    Bench.End attempt(Bench.Faults faults) {
        var end = bench.run(load, partProbe, faults, null, () -> look("a call under way"));
        tell(faults.toString(), end);
        look("the attempt");
        return end;
    }

    /** Plain runs, as many as it takes but not more than three; then all must be right. */
    void toTheEnd(Set<Integer> then) {
        for (int i = 0; i < PLAIN_RUNS; i++) {
            var end = attempt(Bench.Faults.none());
            if (end.exitCode() == ExitCodes.OK) {
                requireRight();
                return;
            }
            if (end.exitCode() == ExitCodes.UNKNOWN && load.target().method() == Method.APPEND) {
                decide(end);
            } else {
                assertThat(then).as("exit code of a plain run; " + told()).contains(end.exitCode());
            }
        }
        throw new AssertionError("not done after " + PLAIN_RUNS + " plain runs; " + told());
    }

    /** A person decides by what Domo shows them, which is the truth. */
    private void decide(Bench.End end) {
        long stream = ((Number) end.facts().get("streamId")).longValue();
        long execution = ((Number) end.facts().get("executionId")).longValue();
        boolean committed = bench.look.state(stream, execution).equals("SUCCESS");
        if (!committed && !bySettle) {
            var again = bench.run(load, partProbe, Bench.Faults.none(), execution, () -> look("a call under way"));
            tell("--commit-again", again);
            assertThat(again.exitCode()).as(told()).isZero();
        } else {
            story.add("settle: " + bench.settle(load, committed));
        }
    }

    private void look(String when) {
        if (contents.allow(bench.look.rows(load.name()))) {
            return;
        }
        // The simulator exports files that a commit may just have replaced; what is wrong with the DataSet stays so.
        var rows = bench.look.rows(load.name());
        if (!contents.allow(rows)) {
            wrong.add("%s shows neither the old content nor the right one: %d rows, %s"
                    .formatted(when, rows.size(), rows));
        }
    }

    private void tell(String what, Bench.End end) {
        story.add("%s -> %s: %s".formatted(what, end.died() ? "died" : end.exitCode(), end.message()));
    }

    String told() {
        return load.name() + ": " + String.join("; then ", story);
    }

    Bench bench() {
        return bench;
    }

    LoadSettings load() {
        return load;
    }
}
