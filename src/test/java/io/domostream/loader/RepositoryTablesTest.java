package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the job repository has no tables yet. */
class RepositoryTablesTest {
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

    private void refused(String why) {
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.json().get("message").asString())
                .contains(why, "sql/job-repository.sql", "sql/domo-load.sql")
                .hasLineCount(1);
        assertThat(world.streams()).isZero();
    }

    @Test
    void theyAreNotMadeWhereThatIsNotWantedAndTheScriptsMakeThem() throws IOException {
        world.also("loader.create-tables: false");
        refused("loader.create-tables is false");
        TestPostgres.execute(
                world.repository,
                Files.readString(Path.of("sql/job-repository.sql")),
                Files.readString(Path.of("sql/domo-load.sql")));
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aUserWhoMayNotMakeThemIsTold() {
        TestPostgres.execute(
                world.repository,
                "revoke create on schema public from public",
                "drop role if exists only_reader",
                "create role only_reader login");
        world.also("spring.datasource.url: " + world.repository.replace("user=postgres", "user=only_reader"));
        refused("permission denied");
        TestPostgres.execute(world.repository, "drop role only_reader");
    }

    @Test
    void aProcessThatWaitedForAnotherToMakeThemFindsThem() throws Exception {
        var scripts =
                Files.readString(Path.of("sql/job-repository.sql")) + Files.readString(Path.of("sql/domo-load.sql"));
        try (var other = TestPostgres.holding(world.repository, "select pg_advisory_xact_lock(7307001);" + scripts)) {
            var run = CompletableFuture.supplyAsync(() -> world.run("run", "orders", "--json"));
            TestPostgres.awaitWaitingLock(world.repository);
            other.commit();
            Orders.loaded(world, run.join(), 2000);
        }
    }

    @Test
    void whatAnEarlierVersionMadeGetsItsIndexes() throws IOException {
        TestPostgres.execute(
                world.repository,
                Files.readString(Path.of("sql/job-repository.sql")),
                Files.readString(Path.of("sql/domo-load.sql")));
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        TestPostgres.execute(
                world.repository,
                "drop index batch_job_instance_of_load, batch_job_execution_of_run, batch_params_of_execution,"
                        + " batch_step_of_execution");
    }

    @Test
    void aPlanDoesWithoutThem() {
        world.also("loader.create-tables: false");
        var plan = world.run("plan", "orders", "--json");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
    }

    /** Of others, or not whole: nothing is created beside them, and Domo hears nothing. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            run orders    | batch 4          | Spring Batch 4
            run orders    | batch 5          | Spring Batch 5
            status orders | batch 5 beside   | Spring Batch 5
            plan orders   | batch 6          | sql/domo-load.sql & currentSchema
            run orders    | half             | batch_step_execution_seq & currentSchema
            run orders    | view             | domo_load_finding & currentSchema
            run orders    | other schema     | ?currentSchema=public & ?currentSchema=loader
            work orders --until-idle=0s | workers' half    | domo_load_throttle & currentSchema
            """)
    void tablesThatAreNotItsOwnAreLeftAlone(String command, String state, String says) throws IOException {
        TestPostgres.execute(world.repository, state(state));
        var before = TestPostgres.relations(world.repository);
        var end = world.run((command + " --json").split(" "));
        assertThat(end.exitCode()).as(end.err()).isEqualTo(2);
        end.explainedBy("repository-tables-of-others");
        assertThat(end.json().get("message").asString())
                .contains(says.split(" & "))
                .hasLineCount(1);
        assertThat(TestPostgres.relations(world.repository)).isEqualTo(before);
        assertThat(world.calls).isEmpty();
    }

    private String[] state(String name) throws IOException {
        var batch = Files.readString(Path.of("sql/job-repository.sql"));
        var loads = Files.readString(Path.of("sql/domo-load.sql"));
        var batch5 = batch.replace("BATCH_JOB_INSTANCE_SEQ", "BATCH_JOB_SEQ");
        return switch (name) {
            case "batch 4" ->
                new String[] {
                    batch5.replace("PARAMETER_NAME", "KEY_NAME")
                            .replace("PARAMETER_TYPE VARCHAR(100)", "TYPE_CD VARCHAR(6)")
                            .replace("PARAMETER_VALUE", "STRING_VAL")
                };
            case "batch 5" -> new String[] {batch5};
            // As an earlier version of the loader left it.
            case "batch 5 beside" -> new String[] {batch5, loads};
            case "batch 6" -> new String[] {batch};
            case "half" -> new String[] {batch, loads, "drop sequence batch_step_execution_seq"};
            case "view" ->
                new String[] {
                    batch,
                    loads,
                    "alter table domo_load_finding rename to t",
                    "create view domo_load_finding as table t"
                };
            case "other schema" ->
                new String[] {
                    batch,
                    loads,
                    "create schema loader",
                    "alter database %s set search_path = loader, public"
                            .formatted(world.repository.replaceAll(".*/|\\?.*", ""))
                };
            case "workers' half" ->
                new String[] {
                    batch,
                    loads,
                    Files.readString(Path.of("sql/job-repository-indexes.sql")),
                    Files.readString(Path.of("sql/workers.sql")),
                    "drop table domo_load_throttle"
                };
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void besideTablesOfOthersASchemaOfItsOwnIsEnough() throws IOException {
        TestPostgres.execute(world.repository, state("batch 5"));
        TestPostgres.execute(world.repository, "create schema loader");
        world.also("spring.datasource.url: " + world.repository + "&currentSchema=loader");
        var status = world.run("status", "orders");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(TestPostgres.relations(world.repository)).contains("loader.batch_job_instance", "loader.domo_load");
    }
}
