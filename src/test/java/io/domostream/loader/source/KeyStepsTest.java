package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyStepsTest {
    /** Steps go sixteen at a time. */
    @ParameterizedTest(name = "{0} rows in steps of {1}")
    @CsvSource({
        "0,1", "1,1", "2,1", "16,1", "17,1", "18,1", "40,1", "9,10", "10,10", "11,10", "159,10", "160,10", "161,10",
        "170,10", "171,10", "330,10", "331,10"
    })
    void everyStepIsABoundAndAllRowsAreCounted(int rows, int step) {
        try (var source = new Source(
                "CREATE TABLE t (n int PRIMARY KEY)",
                "INSERT INTO t SELECT 3 * i FROM generate_series(0, " + rows + " - 1) AS i")) {
            var plan = source.plan(Source.table("t"), step);
            assertThat(plan.rows()).isEqualTo(rows);
            assertThat(plan.pages().stream().map(Page::to).filter(to -> to != null))
                    .containsExactlyElementsOf(LongStream.iterate(step, n -> n < rows, n -> n + step)
                            .mapToObj(n -> List.of(Long.toString(3 * n)))
                            .toList());
        }
    }
}
