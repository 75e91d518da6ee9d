package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Old runs are removed with all that belongs to them, and nothing else is. */
class PruneTest {
    private static final String RUNS = "select job_instance_id from batch_job_instance order by 1";
    private static final String OUTLIVING = "select l::text from domo_load l union all"
            + " select c::text from domo_load_committed c union all select f::text from domo_load_finding f order by 1";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void run(int exitCode, String... command) {
        var end = world.run(command);
        assertThat(end.exitCode()).as(end.err()).isEqualTo(exitCode);
    }

    private void refuseParts(boolean refused) {
        world.on(call -> {
            if (refused && call.contains("/part/")) {
                throw new World.Instead(403, Map.of());
            }
        });
    }

    private List<String> ask(String sql) {
        try (var connection = DriverManager.getConnection(world.repository);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (answer.next()) {
                found.add(answer.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Test
    void theNewestAndTheUnfinishedStay() {
        run(0, "run", "orders");
        world.settings(Orders.LOAD.replace("rows: 100", "rows: 25"));
        refuseParts(true);
        run(4, "run", "orders");
        run(0, "abort", "orders");
        // A run that is over says so in a context of any length.
        assertThat(ask("select serialized_context from batch_job_execution_context"
                        + " join batch_job_execution using (job_execution_id) where job_instance_id = 2"))
                .singleElement()
                .asString()
                .contains("\"ended\":");
        TestPostgres.execute(world.source, "create table kept as select * from orders", "delete from orders");
        run(7, "run", "orders");
        TestPostgres.execute(world.source, "insert into orders select * from kept");
        run(4, "run", "orders");
        refuseParts(false);
        PastRuns.copy(world.repository, 1, 3);
        assertThat(ask(RUNS)).containsExactly("1", "2", "3", "4", "6", "7", "8");
        var before = ask(OUTLIVING);
        assertThat(before).hasSize(2);

        var prune = world.run("prune", "orders", "--keep", "2", "--json");

        assertThat(prune.exitCode()).as(prune.err()).isZero();
        assertThat(prune.json().get("loads").toString()).isEqualTo("[{\"load\":\"orders\",\"removed\":4,\"kept\":3}]");
        assertThat(ask(RUNS)).containsExactly("4", "7", "8");
        assertThat(ask(OUTLIVING)).isEqualTo(before);
        run(0, "run", "orders");
        assertThat(world.streams()).isEqualTo(1);
    }

    @Test
    void aRunUnderWayGoesOn() {
        run(0, "run", "orders");
        world.on(call -> {
            if (call.endsWith("/commit")) {
                run(0, "prune", "--all", "--keep=1");
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(ask(RUNS)).containsExactly("2");
    }

    @Test
    void aLoadWithoutSettingsIsPrunedByItsName() {
        run(0, "run", "orders");
        run(0, "run", "orders");
        world.settings("others: { table: others, dataset: { name: Others } }");
        assertThat(world.run("prune", "--all", "--keep=1").out()).contains("others  0");
        assertThat(world.run("prune", "orders", "--keep=1").out()).contains("orders  1        1");
        assertThat(ask(RUNS)).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prune                 | LOAD is missing: give a load, or --all
            prune orders --all    | LOAD is orders beside --all: give a load, or --all
            prune orders --keep=0 | --keep is 0: give 1 or more
            prune odrers          | load odrers is unknown: give one of [orders]
            """)
    void wrongArgumentsAreToldAndNothingIsRemoved(String command, String message) {
        var end = world.run(command.split(" "));
        assertThat(end.exitCode()).isEqualTo(2);
        assertThat(end.err()).contains(message);
    }
}
