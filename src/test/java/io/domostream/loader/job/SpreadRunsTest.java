package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.Version;
import io.domostream.loader.source.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** One run over a manager and workers, past what others have met with when they had Spring Batch do that. */
class SpreadRunsTest {
    private static final String TABLE = "create table orders (id bigint primary key, note varchar(99))";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private SpreadLoad spread;

    private final List<String> sources = new ArrayList<>();

    @BeforeEach
    void begin() {
        spread = new SpreadLoad(folder);
    }

    @AfterEach
    void end() {
        spread.close();
        sources.forEach(TestPostgres::dropLater);
    }

    private String postgres() {
        var url = TestPostgres.newDatabase();
        sources.add(url);
        TestPostgres.execute(url, TABLE, "insert into orders select g, 'note ' || g from generate_series(1, 2000) g");
        return url;
    }

    private String h2() throws SQLException {
        var url = "jdbc:h2:file:" + folder.resolve("shop");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("insert into orders select i, 'note ' || i from system_range(1, 2000) as r(i)");
        }
        return url;
    }

    private static SourceSpec table() {
        return Loads.spec("orders", Map.of());
    }

    /** H2 has names in capitals. */
    private static SourceSpec query() {
        return new SourceSpec(
                null, "select id as \"id\", note as \"note\" from orders", List.of(), Map.of(), List.of(), Map.of());
    }

    private static LoadSettings shared(String source, int parallel) {
        return SpreadLoad.load(source, table(), LoadSettings.SnapshotPolicy.SHARED, parallel);
    }

    /** Domo has each row once, by one commit. */
    private void loadedOnce(RunResult end) throws IOException, InterruptedException {
        assertThat(end.exitCode()).as(end.message()).isZero();
        assertThat(end.facts()).containsEntry("rows", (long) SpreadLoad.ROWS).containsEntry("parts", SpreadLoad.PARTS);
        assertThat(spread.commits).hasSize(1);
        var ids = get("/v1/datasets/" + end.facts().get("datasetId") + "/data?includeHeader=false")
                .lines()
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(',')).replace("\"", "")))
                .sorted()
                .toList();
        assertThat(ids)
                .isEqualTo(LongStream.rangeClosed(1, SpreadLoad.ROWS).boxed().toList());
    }

    private String get(String path) throws IOException, InterruptedException {
        var client = HttpClient.newHttpClient();
        var login = HttpRequest.newBuilder(URI.create(spread.url() + "/oauth/token?grant_type=client_credentials"))
                .header("Authorization", "Basic aWQ6c2VjcmV0")
                .build();
        var token = JsonMapper.shared()
                .readTree(client.send(login, BodyHandlers.ofString()).body())
                .get("access_token")
                .asString();
        var asked = HttpRequest.newBuilder(URI.create(spread.url() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(asked, BodyHandlers.ofString()).body();
    }

    private void noPartTwice() {
        assertThat(spread.parts)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, SpreadLoad.PARTS).boxed().toList());
    }

    private List<StepExecution> slices(long jobExecution) {
        return JdbcClient.create(spread.database())
                .sql(
                        "select step_execution_id from batch_step_execution where job_execution_id = ? and step_name like 'slices:%'")
                .param(jobExecution)
                .query(Long.class)
                .list()
                .stream()
                .map(id -> Objects.requireNonNull(spread.batch.repository().getStepExecution(id)))
                .toList();
    }

    private static Set<String> names(List<StepExecution> slices) {
        return slices.stream().map(StepExecution::getStepName).collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitHandedOut(int slices) {
        spread.await("slices", () -> waiting() == slices);
    }

    private int waiting() {
        return JdbcClient.create(spread.database())
                .sql("select count(*) from int_channel_message")
                .query(Integer.class)
                .single();
    }

    private long attempt(int number) {
        return JdbcClient.create(spread.database())
                .sql("select job_execution_id from batch_job_execution order by 1")
                .query(Long.class)
                .list()
                .get(number - 1);
    }

    /**
     * spring-batch#5138: what a partitioner puts into a step's context may not be there at a worker; spring-batch#5117: a step
     * asked for by its id may come without any context. Ours is told by its name which pages it has.
     */
    @Test
    void whatAWorkerIsHandedTellsItsPages() {
        var manager = spread.run(shared(postgres(), 2), true);
        awaitHandedOut(SpreadLoad.PARTS);
        var pages = new ArrayList<Integer>();
        for (var slice : slices(attempt(1))) {
            assertThat(slice.getExecutionContext().isEmpty())
                    .as("nothing that could be lost")
                    .isTrue();
            var manifest = new RunState(spread.batch.repository(), slice.getJobExecution()).planned();
            manifest.slice(Slices.number(slice.getStepName())).forEach(page -> pages.add(page.number()));
        }
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, SpreadLoad.PARTS).boxed().toList());
        manager.stop.request();
        assertThat(manager.end().exitCode()).isEqualTo(ExitCodes.STOPPED);
    }

    /** spring-batch#4598, #3790: a look at all slices must not load them, with their contexts, again and again. */
    @Test
    void aLookAtTheSlicesIsOneStatementAndReadsNoContext() {
        var manager = spread.run(shared(postgres(), 2), true);
        spread.await("three looks", () -> looks(spread.statements.ofManager) >= 3);
        var said = List.copyOf(spread.statements.ofManager);
        var between = said.subList(indexOfLook(said, 1), indexOfLook(said, 3));
        assertThat(between.stream().filter(sql -> sql.contains("batch_"))).hasSize(2);
        assertThat(between).noneMatch(sql -> sql.contains("execution_context"));
        manager.stop.request();
        manager.end();
    }

    private static boolean isLook(String sql) {
        return sql.startsWith("with claimed");
    }

    private static long looks(List<String> said) {
        return said.stream().filter(SpreadRunsTest::isLook).count();
    }

    private static int indexOfLook(List<String> said, int nth) {
        return IntStream.range(0, said.size())
                .filter(i -> isLook(said.get(i)))
                .skip(nth - 1L)
                .findFirst()
                .orElseThrow();
    }

    /**
     * spring-batch#5158: the aggregator of a restart is passed nothing of the slices that were done before; and a partition that
     * a restart does not name is skipped without a word. Here the pace has changed too, and a worker leaves in the middle of its
     * slices, which another goes on with: each part is sent once.
     */
    @Test
    void aRunBegunAloneIsGoneOnWithByWorkers() throws Exception {
        var source = postgres();
        var alone = spread.run(shared(source, 1), false);
        stopAt(7, alone.stop);
        assertThat(alone.end().exitCode()).isEqualTo(ExitCodes.STOPPED);
        int before = spread.parts.size();
        var manager = spread.run(shared(source, 3), true);
        awaitHandedOut(3);
        var both = new CountDownLatch(1);
        var again = new AtomicBoolean();
        var first = spread.worker(shared(source, 1), "first");
        spread.onPart(count -> {
            if (count == before + 2) {
                // Its slice's receipts come after the second has looked for receipts.
                await(both);
                first.stop.request();
            } else if (count > before + 2) {
                both.countDown();
                // With slices of its own it goes on with the first one's.
                spread.await("the first one's slice", () -> {
                    if (waiting() > 0) {
                        again.set(true);
                    }
                    return again.get();
                });
            }
        });
        spread.await("the first one's second part", () -> spread.parts.size() == before + 2);
        spread.worker(shared(source, 2), "second");
        loadedOnce(manager.end());
        noPartTwice();
        // One was done before.
        assertThat(names(slices(attempt(1)))).hasSize(4).containsAll(names(slices(attempt(2))));
        assertThat(slices(attempt(2))).hasSize(3);
        told(before, Set.of(), Set.of("second"));
        var counts = manager.progress.counts();
        assertThat(counts.parts()).isEqualTo(SpreadLoad.PARTS - before);
        assertThat(counts.rows()).as("of this attempt alone").isEqualTo(100L * (SpreadLoad.PARTS - before));
        assertThat(counts.partsDone()).isEqualTo(SpreadLoad.PARTS);
    }

    @Test
    void aRunBegunWithWorkersIsGoneOnWithAlone() throws Exception {
        var source = postgres();
        var manager = spread.run(shared(source, 2), true);
        var worker = spread.worker(shared(source, 2), "first");
        stopAt(8, manager.stop);
        assertThat(manager.end().exitCode()).isEqualTo(ExitCodes.STOPPED);
        worker.stop.request();
        worker.end();
        int before = spread.parts.size();
        assertThat(before).isLessThan(SpreadLoad.PARTS);
        loadedOnce(spread.run(shared(source, 3), false).end());
        noPartTwice();
        assertThat(names(slices(attempt(1)))).hasSize(SpreadLoad.PARTS).containsAll(names(slices(attempt(2))));
        told(before, Set.of("first"), Set.of());
    }

    /** The totals, and who has done what, are those of both attempts. */
    private void told(int before, Set<String> inFirst, Set<String> inSecond) throws SQLException {
        var status = new LoadStatus(spread.batch).runs(SpreadLoad.NAME).get(0);
        assertThat(status).containsEntry("partsDone", SpreadLoad.PARTS).containsEntry("rows", (long) SpreadLoad.ROWS);
        var work = new RunReports(spread.batch, Clock.systemUTC())
                .of(SpreadLoad.NAME, null)
                .work();
        assertThat(work.totals().rows()).isEqualTo(SpreadLoad.ROWS);
        assertThat(work.totals().partsDone()).isEqualTo(SpreadLoad.PARTS);
        assertThat(work.attempts())
                .extracting(attempt -> attempt.effort().parts())
                .containsExactly(before, SpreadLoad.PARTS - before);
        assertThat(work.attempts())
                .extracting(attempt -> attempt.workers().keySet())
                .containsExactly(inFirst, inSecond);
    }

    private void stopAt(int part, StopSignal stop) {
        spread.onPart(count -> {
            if (count == part) {
                stop.request();
            }
        });
    }

    @Test
    void theManagerSumsUpWhatItsWorkersSendAndReadsWithoutASharedMoment() throws Exception {
        var source = SpreadLoad.load(postgres(), table(), LoadSettings.SnapshotPolicy.NONE, 2);
        var manager = spread.run(source, true);
        var lastMaySend = new CountDownLatch(1);
        spread.onPart(count -> {
            if (count == SpreadLoad.PARTS) {
                await(lastMaySend);
            }
        });
        spread.worker(source, "first");
        spread.await("all but the last", () -> manager.progress.counts().rows() == 1900);
        assertThat(manager.progress.counts().parts()).isEqualTo(SpreadLoad.PARTS - 1);
        assertThat(manager.progress.rates().megabytesASecond()).isPositive();
        lastMaySend.countDown();
        var end = manager.end();
        loadedOnce(end);
        assertThat(end.facts()).containsEntry("snapshots", 0);
        var counts = manager.progress.counts();
        assertThat(counts.rows()).isEqualTo(SpreadLoad.ROWS);
        assertThat(counts.parts()).isEqualTo(SpreadLoad.PARTS);
        assertThat(counts.csvBytes()).isEqualTo(end.facts().get("bytesRaw"));
        assertThat(counts.sentBytes()).isEqualTo(end.facts().get("bytesSent"));
        // The last part was held that long.
        assertThat(manager.progress.times().seconds().get("send")).isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSourceReadByPlainJdbcIsSharedOutWhereNoMomentIs() throws Exception {
        var source = h2();
        var refused = spread.run(shared(source, 2), true).end();
        assertThat(refused.exitCode()).isEqualTo(ExitCodes.SETTINGS);
        assertThat(refused.runbook()).isEqualTo(Runbook.WORKERS_SNAPSHOT);
        assertThat(refused.message()).contains("loads.orders.snapshot is shared", "set snapshot: none");
        var each = SpreadLoad.load(source, table(), LoadSettings.SnapshotPolicy.NONE, 2);
        spread.worker(each, "first");
        spread.worker(each, "second");
        loadedOnce(spread.run(each, true).end());
        noPartTwice();
    }

    /** Nobody works: the manager reads it by itself, from a source that shows its workers no moment too. */
    @Test
    void aQueryWithoutAKeyIsReadByTheManagerAlone() throws Exception {
        var postgres = SpreadLoad.load(postgres(), query(), LoadSettings.SnapshotPolicy.SHARED, 2);
        loadedOnce(spread.run(postgres, true).end());
        spread.commits.clear();
        var other = SpreadLoad.load(h2(), query(), LoadSettings.SnapshotPolicy.SHARED, 2);
        loadedOnce(spread.run(other, true).end());
        assertThat(waiting()).isZero();
    }

    @Test
    void aWorkerOfAnotherVersionLeavesTheSliceToOthers() throws Exception {
        var source = shared(postgres(), 2);
        var manager = spread.run(source, true);
        awaitHandedOut(SpreadLoad.PARTS);
        refused(source, "0.0.1");
        refused(source, "99.0.0");
        managerHas(Version.TEXT);
        spread.worker(source, "of the same");
        loadedOnce(manager.end());
    }

    private void refused(LoadSettings load, String managers) {
        managerHas(managers);
        var log = (Logger) LoggerFactory.getLogger(Workers.class);
        var told = new ListAppender<ILoggingEvent>();
        told.start();
        // Whatever earlier tests have made of it.
        log.setLevel(Level.ERROR);
        log.addAppender(told);
        try {
            var worker = spread.worker(load, "of another");
            spread.await("the refusal", () -> message(told) != null && waiting() == SpreadLoad.PARTS);
            assertThat(message(told))
                    .contains(
                            "load orders is left to other workers",
                            "the worker's version is " + Version.TEXT,
                            "the manager's is " + managers,
                            Runbook.WORKER_DIFFERS.toString());
            worker.stop.request();
            worker.end();
        } finally {
            log.detachAppender(told);
            log.setLevel(null);
        }
    }

    private static @Nullable String message(ListAppender<ILoggingEvent> told) {
        return List.copyOf(told.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("left to other workers"))
                .findFirst()
                .orElse(null);
    }

    private void managerHas(String version) {
        var execution = Objects.requireNonNull(spread.batch.repository().getJobExecution(attempt(1)));
        var state = new RunState(spread.batch.repository(), execution);
        state.keepForWorkers(state.exportedSnapshot(), version);
    }
}
