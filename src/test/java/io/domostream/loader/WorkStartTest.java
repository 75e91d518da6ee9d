package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker that could never work says so at once, and does not wait for slices. */
class WorkStartTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
        world.settings(Orders.LOAD);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            work                 | spring.datasource.url: 'jdbc:h2:mem:x' | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            run orders --workers | spring.datasource.url: 'jdbc:h2:mem:x' | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            work                 | source.url: ''                         | source.url is missing & give the source database
            work orders          | domo.client-id: ''                     | domo.client-id is missing
            work orders          | loads.orders.parts.rows: 0             | loads.orders.parts.rows is 0 & give 1 or more
            work nights          | loads.orders.parts.rows: 10            | load nights is unknown & give one of [orders]
            """)
    void itNamesWhatIsWrongWithItsSettings(String line, String setting, String says) {
        world.also(setting);
        var end = world.run(line.split(" "));
        assertThat(end.exitCode()).as(end.err()).isEqualTo(2);
        assertThat(end.said()).contains(says.split(" & "));
        assertThat(end.said().lines()).as(end.err()).hasSize(1);
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aMistakeInOneLoadKeepsItFromNoOther() {
        world.also("loads.nights.table: nights");
        var end = world.run("work", "--until-idle=0s");
        assertThat(end.exitCode()).as(end.err()).isZero();
        assertThat(world.run("work", "orders", "nights").said()).contains("loads.nights.dataset.name");
    }

    /** The run brings it. */
    @Test
    void aParameterWithoutAValueIsNoMistakeOfAWorker() {
        world.also("""
                loads.days:
                  query: select 1 as id where :day is not null
                  parameters: { day: { type: date } }
                  dataset: { name: Days }
                """);
        assertThat(world.run("work", "days", "--until-idle=0s").exitCode()).isZero();
    }
}
