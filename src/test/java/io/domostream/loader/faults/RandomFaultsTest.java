package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables, methods and several faults by chance; a seed names one story and tells it again. */
class RandomFaultsTest {
    private static final long SEEDS = Long.getLong("faults.seeds", 50);
    private static final Set<Integer> CODES =
            Set.of(ExitCodes.OK, ExitCodes.DATABASE, ExitCodes.REFUSED, ExitCodes.UNAVAILABLE, ExitCodes.UNKNOWN);
    // About as many as a run makes, and a few more: some faults strike nothing.
    private static final int CALLS = 25;
    private static final int REPOSITORY_STATEMENTS = 900;
    private static final int SOURCE_STATEMENTS = 130;

    static LongStream seeds() {
        var one = Long.getLong("faults.seed");
        return one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensEachRowIsThereOnce(long seed) {
        assertThatCode(() -> new Story(new Random(seed)).play())
                .as("tell it again: ./mvnw test -Dtest=RandomFaultsTest -Dfaults.seed=" + seed)
                .doesNotThrowAnyException();
    }

    /** One load and what happens to it. */
    private static final class Story {
        private final Bench bench = Bench.get();
        private final Random random;
        private final Method method;
        private final RandomTable table;
        private final FaultCase load;
        private boolean late;

        Story(Random random) {
            this.random = random;
            // The first number of seeds next to each other differs little.
            random.nextLong();
            method = pick(Method.values());
            var keys = Arrays.stream(RandomTable.Key.values())
                    .filter(key -> key.primary() || method != Method.UPSERT)
                    .toArray(RandomTable.Key[]::new);
            var name = FaultCase.newName();
            int least = method == Method.REPLACE && random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(70);
            table = new RandomTable(name.replace('-', '_'), pick(keys), least);
            table.create(bench.sourceUrl);
            var old = random.nextInt(4) > 0 ? table.old(bench.sourceUrl, method, 1 + random.nextInt(20)) : null;
            if (old != null) {
                makeStream(name, old);
            }
            load = new FaultCase(
                    bench,
                    FaultCase.settings(bench, name, table.name(), table.key().named(), method, 3 + random.nextInt(25)),
                    contents(old == null ? List.of() : old),
                    random.nextBoolean());
        }

        private void makeStream(String name, List<String> old) {
            long stream = bench.look.makeStream(
                    name,
                    table.key().domoColumns(),
                    method.name(),
                    method == Method.UPSERT ? table.key().merged() : List.of(),
                    old);
            if (random.nextBoolean()) {
                TestPostgres.execute(
                        bench.repositoryUrl,
                        "insert into domo_load (load_name, stream_id) values ('%s', %d)".formatted(name, stream));
            }
        }

        /** A row's version is that of any moment at which an attempt read; without a key it is one moment for all. */
        private FaultCase.Contents contents(List<String> old) {
            var rows = table.shown(bench.sourceUrl);
            var right = new ArrayList<String>();
            if (method == Method.UPSERT) {
                var merged = new TreeMap<String, String>();
                old.forEach(row -> merged.put(keyOf(row), row));
                rows.forEach(row -> merged.put(keyOf(row), row));
                right.addAll(merged.values());
            } else {
                right.addAll(rows);
                right.addAll(method == Method.APPEND ? old : List.of());
            }
            var wanted = right.stream().map(Story::unversioned).sorted().toList();
            return new FaultCase.Contents(
                    old::equals,
                    there -> there.stream()
                                    .map(Story::unversioned)
                                    .sorted()
                                    .toList()
                                    .equals(wanted)
                            && (table.key() != RandomTable.Key.NONE || versions(there) <= 1));
        }

        private static String keyOf(String row) {
            return row.substring(0, row.lastIndexOf(','));
        }

        private static String unversioned(String row) {
            return row.replaceAll(" v\\d+$", "");
        }

        private static long versions(List<String> rows) {
            return rows.stream()
                    .filter(row -> row.contains(",row "))
                    .map(row -> row.replaceAll(".* v", ""))
                    .distinct()
                    .count();
        }

        void play() {
            int attempts = 2 + random.nextInt(2);
            for (int i = 1; i <= attempts; i++) {
                load.attempt(faults(), CODES);
                if (method != Method.APPEND && random.nextBoolean()) {
                    table.change(bench.sourceUrl, i);
                }
            }
            load.toTheEnd(late ? Set.of(ExitCodes.REFUSED) : Set.of());
        }

        private Bench.Faults faults() {
            int where = random.nextInt(5);
            return new Bench.Faults(
                    where == 0 || where == 1 || where == 4 ? domo() : null,
                    where == 2 || where == 4 ? sql(SOURCE_STATEMENTS) : null,
                    where == 3 ? sql(REPOSITORY_STATEMENTS) : null);
        }

        private Trigger<HttpFault> domo() {
            var fault = pick(HttpFault.values());
            if (fault == HttpFault.BUSY_RETRY_LATER) {
                // It differs by a whole second alone.
                fault = HttpFault.BUSY;
            }
            late |= fault == HttpFault.DIES_APPLIED_LATE;
            return new Trigger<>("", 1 + random.nextInt(CALLS), fault);
        }

        private Trigger<SqlFault> sql(int statements) {
            return new Trigger<>("", 1 + random.nextInt(statements), pick(SqlFault.values()));
        }

        private <T> T pick(T[] all) {
            return all[random.nextInt(all.length)];
        }
    }
}
