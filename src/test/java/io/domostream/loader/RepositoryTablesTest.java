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
}
