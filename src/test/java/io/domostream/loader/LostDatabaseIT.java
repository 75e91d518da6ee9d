package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that end a run's sessions, and the command that comes after. */
class LostDatabaseIT {
    private static final String END_THE_LOCK =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    + " and database = (select oid from pg_database where datname = current_database())";
    private static final String PART = "PUT /v1/streams/1/executions/1/part/\\d+";
    private static final String LAST_LOOK = "GET /v1/streams/1";
    private static final String OUTCOME = "GET /v1/streams/1/executions/1";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        // Else each thread waits half a minute for a database that does not come back.
        world.also("spring.datasource.hikari.connection-timeout: 1000");
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** While a call like this waits for its answer, the n-th time. */
    private void during(String call, int nth, Runnable what) {
        var seen = new AtomicInteger();
        world.on(each -> {
            if (each.matches(call) && seen.incrementAndGet() == nth) {
                what.run();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({PART + ", 7, 8", LAST_LOOK + ", 1, 20"})
    void withoutItsLockARunSendsAndCommitsNothingMore(String call, int nth, int partsAtMost) {
        // One worker, so that the parts after the loss can be told: at most one, before its session hears of its end.
        world.also("loads.orders.parts.in-flight: 1");
        during(call, nth, () -> TestPostgres.execute(world.repository, END_THE_LOCK));
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.json().get("message").asString()).contains("the lock's connection", "was lost", "run again");
        run.explainedBy("lock-lost");
        assertThat(world.count(c -> c.contains("/part/"))).isLessThanOrEqualTo(partsAtMost);
        assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
        goesOn();
    }

    @Test
    void withoutAJobRepositoryDomoHearsNothing() {
        TestPostgres.shut(world.repository);
        lost(world.run("run", "orders", "--json"), "job repository", "repository-unreachable");
        world.also("spring.datasource.url: jdbc:postgresql://localhost:1/gone");
        lost(world.run("run", "orders", "--json"), "job repository", "repository-unreachable");
        assertThat(world.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({PART + ", 7", LAST_LOOK + ", 1", OUTCOME + ", 2"})
    void aRunThatLosesItsRepositoryIsGoneOnWith(String call, int nth) {
        during(call, nth, () -> TestPostgres.shut(world.repository));
        lost(world.run("run", "orders", "--json"), "", "repository-unreachable", "lock-lost");
        TestPostgres.open(world.repository);
        goesOn();
    }

    @Test
    void aRunThatLosesItsSourceIsGoneOnWith() {
        during(PART, 7, () -> TestPostgres.shut(world.source));
        lost(world.run("run", "orders", "--json"), "source", "source-unreachable");
        assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
        TestPostgres.open(world.source);
        goesOn();
    }

    private static void lost(Loader run, String what, String... headings) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.json().get("message").asString()).contains(what);
        assertThat(run.anchor()).isIn((Object[]) headings);
    }

    private void goesOn() {
        world.on(call -> {});
        var next = world.run("run", "orders", "--json");
        Orders.loaded(world, next, 2000);
        assertThat(next.json().get("resumed").asBoolean()).isTrue();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.streams()).isEqualTo(1);
    }
}
