package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at, and what is recorded, in the moment before a commit goes out. */
class BeforeTheCommitTest {
    private static final String LOOSE_LOCK =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    + " and database = (select oid from pg_database where datname = current_database())";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.in(new World(
                folder, SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(20)), Assumed.defaults()));
        world.also("domo.retries: 0");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private long commits() {
        return world.count(c -> c.endsWith("/commit"));
    }

    private long partsSent() {
        return world.count(c -> c.contains("/part/"));
    }

    /** Once all parts are there and the loader asks for its stream a last time. */
    private void beforeTheLastLooks(Runnable happening) {
        world.on(call -> {
            if (partsSent() == 20 && call.equals("GET /v1/streams/1")) {
                world.on(other -> {});
                happening.run();
            }
        });
    }

    @Test
    void theIntentIsDurableWhenTheCommitReachesDomo() {
        world.also("domo.commit-timeout: 5s");
        world.on(call -> {
            if (call.endsWith("/commit")) {
                TestPostgres.execute(
                        world.repository,
                        "do $$ begin assert (select bool_or(coalesce(serialized_context, short_context)"
                                + " like '%\"intent\"%') from batch_job_execution_context); end $$");
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void aLockThatIsLostStopsTheUpload() {
        world.on(call -> {
            if (call.contains("/part/")) {
                world.on(other -> {});
                TestPostgres.execute(world.repository, LOOSE_LOCK);
            }
        });
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        // Those that were on their way, one a worker, and one that was looked at before.
        assertThat(partsSent()).isLessThanOrEqualTo(3);
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aLockThatIsLostStopsTheCommit() {
        beforeTheLastLooks(() -> TestPostgres.execute(world.repository, LOOSE_LOCK));
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(commits()).isZero();
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(partsSent()).isEqualTo(20);
    }

    @Test
    void anExecutionThatSomebodyAbortedIsNotCommitted() {
        beforeTheLastLooks(() -> world.domo().executions().create(1));
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("executionId").asLong()).isEqualTo(3);
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void aCommitThatWasNeverSentLeavesNoQuestion() {
        world.on(call -> {
            if (call.endsWith("/commit")) {
                // Domo no longer takes the token, and gives no other.
                world.pass(Duration.ofHours(2));
            }
            if (call.contains("/oauth/") && commits() > 0) {
                throw new IOException("cut by the test");
            }
        });
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
        world.on(call -> {});
        world.calls.clear();
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(commits()).isEqualTo(1);
        assertThat(partsSent()).isZero();
    }

    @Test
    void aRefusalOfACommitThatWasTakenIsNotBelieved() {
        world.on(call -> {
            if (call.endsWith("/commit")) {
                world.on(other -> {});
                var executions = world.domo().executions();
                executions.commit(1, 1);
                while (executions.retrieve(1, 1).currentState().equals("ACTIVE")) {
                    Thread.onSpinWait();
                }
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aPersonsWordIsGoodForOneCommit() {
        world.settings(Orders.LOAD + "  method: APPEND\n");
        world.also("domo: { commit-timeout: 0s, retries: 0 }");
        var lost = new AtomicInteger();
        world.on(call -> {
            if (call.endsWith("/commit") && lost.incrementAndGet() <= 2) {
                throw new IOException("cut by the test");
            }
        });
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(6);
        assertThat(world.run("run", "orders", "--commit-again=1").exitCode()).isEqualTo(6);
        assertThat(world.run("run", "orders", "--commit-again=1").exitCode()).isEqualTo(6);
        assertThat(commits()).isEqualTo(2);
    }
}
