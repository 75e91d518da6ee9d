package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.source.Page;
import io.domostream.loader.source.PagePlan;
import io.domostream.loader.source.PostgresSource;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePlanningTest {
    @ParameterizedTest(name = "{0} rows of {1} bytes in parts of 100 rows and 64 MB: {3}")
    @CsvSource({
        "0, 10, true, 1",
        "100, 10, true, 1",
        "101, 10, true, 2",
        "10, 67108864, true, 10",
        "10, 67108865, true, 11",
        "101, 10, false, 7"
    })
    void whereRowsAreReadInOneGoThePartsAreGuessed(long rows, double rowBytes, boolean inOneGo, int parts) {
        var load = Loads.replace();
        try (var source = new PostgresSource(load.source(), 1)) {
            var pages = Collections.nCopies(7, new Page(1, null, null, Page.Nulls.LEFT_OUT));
            assertThat(new SourcePlanning(load, source).parts(new PagePlan(pages, rows, inOneGo, rowBytes, 100)))
                    .isEqualTo(parts);
        }
    }
}
