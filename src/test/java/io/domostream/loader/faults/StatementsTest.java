package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.job.LoadSettings.Method;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a part costs in statements, so that no later change doubles it unseen. */
class StatementsTest {
    private static final int SLICES = 8;
    private static final double PART = 4;
    private static final int ROWS_A_PART = 5;
    private final Bench bench = Bench.get();

    private record Asked(List<String> repository, List<String> source) {}

    private Asked run(int parts) {
        var name = FaultCase.newName();
        var table = name.replace('-', '_');
        TestPostgres.execute(
                bench.sourceUrl,
                "create table %s (id bigint primary key)".formatted(table),
                "insert into %s select generate_series(1, %d)".formatted(table, parts * ROWS_A_PART));
        var load = FaultCase.settings(bench, name, table, List.of(), Method.REPLACE, ROWS_A_PART);
        var onlyWatching = Bench.Faults.repository(new Trigger<>("nothing of this kind", 1, SqlFault.STALL));
        var end = bench.run(load, true, onlyWatching, null, () -> {});
        assertThat(end.exitCode()).as(end.message()).isZero();
        assertThat(bench.domo.calls().stream().filter(call -> call.contains("/part/")))
                .hasSize(parts);
        return new Asked(work(bench.repository), work(bench.source));
    }

    private static List<String> work(PostgresWire wire) {
        return wire.statements().stream()
                .filter(kind -> !kind.equals("begin") && !kind.equals("commit"))
                // How many connections a pool opens is a matter of luck.
                .filter(kind -> !kind.startsWith("set application_name"))
                .toList();
    }

    private static String more(Asked many, Asked few, Function<Asked, List<String>> which) {
        var kinds = new TreeMap<>(
                which.apply(many).stream().collect(Collectors.groupingBy(k -> k, Collectors.summingInt(k -> 1))));
        which.apply(few).forEach(kind -> kinds.merge(kind, -1, Integer::sum));
        kinds.values().removeIf(n -> n <= 0);
        return kinds.toString();
    }

    /** At the source: its own COPY, and two steps along the key, sixteen to a round trip. Three and five parts a slice: what differs is the parts alone. */
    @Test
    void aPartCostsFourStatementsAtTheJobRepositoryAndThreeAtTheSource() {
        var few = run(3 * SLICES);
        var many = run(5 * SLICES);
        int parts = 2 * SLICES;
        assertThat((many.repository().size() - few.repository().size()) / (double) parts)
                .as(more(many, few, Asked::repository))
                .isEqualTo(PART);
        assertThat((many.source().size() - few.source().size()) / (double) parts)
                .as(more(many, few, Asked::source))
                .isEqualTo(3);
    }

    @Test
    void aSliceCostsNoMoreThanTwentyBesidesItsParts() {
        var one = run(1);
        var eight = run(SLICES);
        int slices = SLICES - 1;
        assertThat((eight.repository().size() - one.repository().size()) / (double) slices)
                .as(more(eight, one, Asked::repository))
                .isLessThanOrEqualTo(20.5 + PART);
    }
}
