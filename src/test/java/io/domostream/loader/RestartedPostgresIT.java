package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PostgreSQL with source and job repository in it that is restarted while a run goes on. */
class RestartedPostgresIT {
    @TempDir
    static Path shared;

    private static OwnPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        postgres = new OwnPostgres(shared);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"INT, fast", "QUIT, immediate"})
    void theRunEndsWithThreeAndTheNextGoesOn(String signal, String database) {
        try (var world = new World(folder)) {
            TestPostgres.execute(postgres.owner("postgres"), "create database " + database);
            Orders.table(postgres.owner(database));
            world.settings(Orders.LOAD);
            world.also(
                    "source.url: " + postgres.owner(database) + "\nspring.datasource.url: " + postgres.owner(database));
            var begun = new AtomicBoolean();
            var restarted = new CompletableFuture<Boolean>();
            world.on(call -> {
                if (call.endsWith("/part/7") && begun.compareAndSet(false, true)) {
                    postgres.restart(signal);
                    restarted.complete(true);
                }
            });
            var first = world.run("run", "orders", "--json");
            assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
            assertThat(world.count(c -> c.endsWith("/commit"))).isZero();

            // The run may be over before that: it waits for nothing once its records can't be kept.
            assertThat(restarted).succeedsWithin(Duration.ofSeconds(30));
            var second = world.run("run", "orders", "--json");
            Orders.loaded(world, second, 2000);
            assertThat(second.json().get("resumed").asBoolean()).isTrue();
            assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        }
    }
}
