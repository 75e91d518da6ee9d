package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program against a real PostgreSQL and the simulator. */
class RunIT {
    private static final String ORDERS = """
            orders:
              table: orders
              dataset: { name: Orders }
              parts: { rows: 100, parallel: 2 }
            """;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void aTableOfATenThousandRowsWithGaps() {
        world = new World(folder);
        TestPostgres.execute(
                world.source,
                "create table orders (id bigint primary key, note text)",
                "insert into orders select g * 3, 'note ' || g from generate_series(1, 2000) g");
        world.settings(ORDERS);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static String rows(long count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(g -> "%d,note %d".formatted(g * 3, g))
                .collect(Collectors.joining("\n"));
    }

    private static String sorted(String csv) {
        return csv.lines()
                .map(l -> l.replace("\"", ""))
                .sorted(java.util.Comparator.comparingLong(l -> Long.parseLong(l.substring(0, l.indexOf(',')))))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aTableBecomesADataSetExactly() {
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        var answer = run.json();
        assertThat(answer.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(answer.get("rows").asLong()).isEqualTo(2000);
        assertThat(answer.get("parts").asInt()).isEqualTo(20);
        assertThat(sorted(world.data(answer.get("datasetId").asString()))).isEqualTo(rows(2000));
        assertThat(run.err()).doesNotContain("very-secret-text");
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void aSecondRunReplacesTheRowsOfTheFirst() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 3 * 1500");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sorted(world.data(run.json().get("datasetId").asString()))).isEqualTo(rows(1500));
    }

    @Test
    void aKilledRunIsGoneOnWithAndNoPartWithAReceiptIsSentTwice() throws Exception {
        var half = new CountDownLatch(1);
        var parts = new AtomicInteger();
        var open = new CountDownLatch(1);
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() > 10) {
                half.countDown();
                await(open);
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            assertThat(half.await(60, TimeUnit.SECONDS)).as(first.err()).isTrue();
            first.kill();
        }
        world.on(call -> {});
        open.countDown();
        world.calls.clear();

        var status = world.run("status", "orders", "--json");
        assertThat(status.exitCode()).as(status.err()).isZero();
        int done = status.json().get("runs").get(0).get("partsDone").asInt();
        assertThat(done).isBetween(8, 10);

        var second = world.run("run", "orders", "--json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.json().get("resumed").asBoolean()).isTrue();
        assertThat(second.json().get("snapshots").asInt()).isEqualTo(2);
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20 - done);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(sorted(world.data(second.json().get("datasetId").asString())))
                .isEqualTo(rows(2000));
    }

    @ParameterizedTest(name = "call {1} of {0}")
    @CsvSource({
        "GET /v1/streams/search, 1",
        "POST /v1/streams, 1",
        "GET /v1/streams/1/executions, 1",
        "POST /v1/streams/1/executions, 1",
        "PUT /v1/streams/1/executions/1/part/1, 1",
        "PUT /v1/streams/1/executions/1/part/20, 1",
        "GET /v1/streams/1, 1",
        "PUT /v1/streams/1/executions/1/commit, 1",
        "GET /v1/streams/1/executions/1, 2",
        "GET /v1/datasets/ID, 2"
    })
    void aRunKilledAnywhereEndsExactlyAndCommitsOnce(String where, int nth) throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var seen = new AtomicInteger();
        world.on(call -> {
            if (call.replaceAll("datasets/.*", "datasets/ID").equals(where) && seen.incrementAndGet() == nth) {
                reached.countDown();
                await(open);
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            assertThat(reached.await(60, TimeUnit.SECONDS)).as(first.err()).isTrue();
            first.kill();
        }
        world.on(call -> {});
        // The request under way when the process died still reaches Domo.
        open.countDown();

        var second = world.run("run", "orders", "--json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.count(c -> c.equals("POST /v1/streams"))).isEqualTo(1);
        assertThat(sorted(world.data(second.json().get("datasetId").asString())))
                .isEqualTo(rows(2000));
    }

    @Test
    void rowsAreAppendedOnceAndNothingToAppendIsNoRun() {
        world.settings(ORDERS + "  method: APPEND\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "truncate orders");
        var nothing = world.run("run", "orders", "--json");
        assertThat(nothing.exitCode()).as(nothing.err()).isZero();
        assertThat(nothing.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
        TestPostgres.execute(world.source, "insert into orders values (6003, 'note 2001')");
        var more = world.run("run", "orders", "--json");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(sorted(world.data(more.json().get("datasetId").asString()))).isEqualTo(rows(2001));
    }

    @Test
    void rowsWithAKnownKeyAreMerged() {
        world.settings(ORDERS + "  method: UPSERT\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(
                world.source, "delete from orders where id > 9", "insert into orders values (6003, 'note 2001')");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sorted(world.data(run.json().get("datasetId").asString()))).isEqualTo(rows(2001));
    }

    @Test
    void aColumnTheSourceGotIsAddedToTheDataSet() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "alter table orders add extra int default 7");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString())).contains("3,note 1,7");
    }

    @Test
    void allMistakesInTheSettingsAreToldAtOnceAndDomoHearsNothing() {
        world.settings("""
                orders:
                  tabel: orders
                  dataset: { name: Orders }
                  parts: { parallel: abc, rows: 0 }
                """);
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("loads.orders.parts.parallel is abc", "loads.orders.parts.rows is 0", "loads.orders.tabel is")
                .doesNotContain("\tat ");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aTableThatIsNotThereIsASettingToMend() {
        world.settings(ORDERS.replace("table: orders", "table: nope"));
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.json().get("message").asString()).contains("table nope");
        assertThat(world.count(c -> c.startsWith("POST /v1"))).isZero();
    }

    @Test
    void aCommitWithoutProofEndsWithSixAndTheNextRunOnlyAsksForItsOutcome() {
        var first = world.run(Map.of("DOMO_COMMITTIMEOUT", "0s"), "run", "orders", "--json");
        assertThat(first.exitCode()).as(first.err()).isEqualTo(6);
        assertThat(first.json().get("status").asString()).isEqualTo("UNKNOWN");
        assertThat(world.run("abort", "orders").exitCode()).isEqualTo(6);

        var second = world.run("run", "orders", "--json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.count(c -> c.endsWith("/abort"))).isZero();
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20);
        assertThat(sorted(world.data(second.json().get("datasetId").asString())))
                .isEqualTo(rows(2000));
    }

    @Test
    void aPersonsFindingFreesTheNextRun() {
        assertThat(world.run(Map.of("DOMO_COMMITTIMEOUT", "0s"), "run", "orders")
                        .exitCode())
                .isEqualTo(6);
        assertThat(world.run("settle", "orders", "committed").exitCode()).isZero();
        var next = world.run("run", "orders", "--json");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.json().get("resumed").asBoolean()).isFalse();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(2);
    }

    @Test
    void aStoppedRunEndsWithNineAndIsGoneOnWith() throws Exception {
        var some = new CountDownLatch(1);
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() == 5) {
                some.countDown();
            }
            if (call.contains("/part/") && parts.get() >= 5) {
                await(Tick.SHORT);
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            assertThat(some.await(60, TimeUnit.SECONDS)).as(first.err()).isTrue();
            first.terminate();
            assertThat(first.exitCode()).as(first.err()).isEqualTo(9);
            assertThat(first.json().get("status").asString()).isEqualTo("STOPPED");
        }
        world.on(call -> {});
        var second = world.run("run", "orders", "--json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.json().get("resumed").asBoolean()).isTrue();
        assertThat(sorted(world.data(second.json().get("datasetId").asString())))
                .isEqualTo(rows(2000));
    }

    @Test
    void anotherRunOfTheSameLoadIsRefusedAndTouchesNothing() throws Exception {
        var sending = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        world.on(call -> {
            if (call.contains("/part/")) {
                sending.countDown();
                await(open);
            }
        });
        try (var first = world.start("run", "orders")) {
            assertThat(sending.await(60, TimeUnit.SECONDS)).as(first.err()).isTrue();
            long before = world.calls.size();
            var second = world.run("run", "orders", "--json");
            assertThat(second.exitCode()).as(second.err()).isEqualTo(8);
            assertThat(world.calls.size() - before).isLessThanOrEqualTo(1);
            open.countDown();
            assertThat(first.exitCode()).as(first.err()).isZero();
        }
    }

    @Test
    void aPlanChangesNothing() {
        var plan = world.run("plan", "orders", "--json");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.json().get("rows").asLong()).isEqualTo(2000);
        assertThat(plan.json().get("parts").asInt()).isEqualTo(20);
        assertThat(world.count(c -> !c.startsWith("GET") && !c.contains("/oauth/")))
                .isZero();
    }

    @Test
    void aDataSetIsNotShrunkBeyondTheGuard() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("max-shrink").contains("loads.orders.guard");
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            var unused = latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Tick tick) {
        try {
            var unused = new CountDownLatch(1).await(tick.millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private enum Tick {
        SHORT(200);

        final int millis;

        Tick(int millis) {
            this.millis = millis;
        }
    }
}
