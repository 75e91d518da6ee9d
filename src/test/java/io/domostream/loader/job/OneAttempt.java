package io.domostream.loader.job;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.report.Progress;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import io.domostream.loader.source.DomoType;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PostgresSource;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An attempt at a load of two parts with two rows, both sent, at a Domo whose answers a test may give instead. */
final class OneAttempt implements AutoCloseable {
    static final Instant BEGUN = Instant.parse("2026-11-24T03:00:00Z");
    static final Duration TIMEOUT = Duration.ofMillis(300);
    static final SourceTable TABLE = new SourceTable(
            "orders",
            List.of(new SourceColumn("id", "bigint", DomoType.LONG, false)),
            List.of("id"),
            false,
            2,
            8,
            List.of("id"));
    final JobRepository repository = new ResourcelessJobRepository();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final StopSignal stop = new StopSignal();
    final SortedMap<Integer, Receipt> receipts = new TreeMap<>(Map.of(1, receipt(1), 2, receipt(1)));
    final Attempt attempt;
    final RunState state;
    private final DomoSimulator simulator;
    private final LoadLock lock;
    private volatile Answering.Answers answers = call -> 0;

    OneAttempt(LoadSettings load, Duration commitInterval) {
        Repository.clear();
        try {
            var options = SimulatorOptions.defaults().withCommitTakes(Duration.ZERO);
            simulator = DomoSimulator.start(
                    0,
                    Files.createTempDirectory("one-attempt"),
                    options,
                    Clock.systemUTC(),
                    List.of(new Answering(this::seen)));
            lock = AdvisoryLock.take(Repository.DATABASE, load.name(), "me");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var clock = new TickingClock(BEGUN);
        var domo = new DomoClient(
                new DomoSettings(
                        URI.create(simulator.url()), "id", "secret", Duration.ofSeconds(5), Duration.ofSeconds(5), 0),
                clock,
                stop::passes,
                Duration.ofMillis(1));
        var waits = new CommitSettings(commitInterval, TIMEOUT, Duration.ofMillis(1), Duration.ofSeconds(5), false);
        var around = new Attempt.Surroundings(
                clock,
                stop,
                lock,
                new Progress(clock, domo::effort, () -> 0),
                Repository.LOADS,
                Runtime.getRuntime().maxMemory());
        attempt = new Attempt(load, waits, domo, new PostgresSource(load.source(), 1), around);
        state = planned(load);
    }

    static OneAttempt of(LoadSettings.Method method) {
        return of(method, Duration.ZERO);
    }

    static OneAttempt of(LoadSettings.Method method, Duration commitInterval) {
        return new OneAttempt(
                Loads.with(Loads.replace().spec(), method, new LoadSettings.Guard(1, "50%"), 1), commitInterval);
    }

    private int seen(String call) {
        calls.add(call);
        return answers.to(call);
    }

    void answer(Answering.Answers next) {
        answers = next;
    }

    long commits() {
        return calls.stream().filter(call -> call.endsWith("/commit")).count();
    }

    CommitGate gate() {
        return new CommitGate(attempt, execution -> new Receipts(receipts));
    }

    CommitCall call() {
        return new CommitCall(attempt, gate(), probe());
    }

    CommitWatch watch() {
        return new CommitWatch(attempt, probe());
    }

    NextRun next() {
        return new NextRun(repository, attempt.load.name());
    }

    RunRepair repair() {
        return new RunRepair(batch(), attempt.domo, attempt.around.loads());
    }

    LoadRuns.Batch batch() {
        return new LoadRuns.Batch(repository, new TaskExecutorJobOperator(), Repository.DATABASE);
    }

    /** The attempt is over, and somebody else may look at its run. */
    OneAttempt over() {
        state.attempt().setStatus(BatchStatus.FAILED);
        lock.close();
        return this;
    }

    private CommitProbe probe() {
        return new CommitProbe(attempt, execution -> new Receipts(receipts));
    }

    static Receipt receipt(long rows) {
        return new Receipt(1, rows, 10, 10, 7, BEGUN.toEpochMilli(), Took.UNKNOWN);
    }

    private RunState planned(LoadSettings load) {
        var parameters = RunParameters.begin(1, load, new TreeMap<>(), BEGUN).job();
        var run = repository.createJobInstance(LoadJob.name(load.name()), parameters);
        var begun = new RunState(repository, repository.createJobExecution(run, parameters, new ExecutionContext()));
        var stream = attempt.domo
                .streams()
                .create(new NewStream(
                        "Orders",
                        null,
                        new Schema(List.of(new Column("LONG", "id"))),
                        load.target().updateMethod(),
                        UpdateMethod.wanted(load, TABLE).keyColumns()));
        begun.keepStream(stream.id(), Objects.requireNonNull(stream.dataSet()).id());
        begun.keepExecution(attempt.domo.executions().create(stream.id()).id());
        var bound = List.of("5");
        var pages =
                List.of(new Page(1, null, bound, Page.Nulls.LEFT_OUT), new Page(2, bound, null, Page.Nulls.LEFT_OUT));
        begun.keepPlan(
                Manifest.of(
                        Manifest.Update.of(load, TABLE),
                        TABLE,
                        pages,
                        2,
                        load.pace().parts()),
                1);
        calls.clear();
        return begun;
    }

    @Override
    public void close() {
        attempt.close();
        lock.close();
        simulator.close();
    }

    /** One for all tests of a JVM, since only the locks and the loads' rows are in it. */
    private static final class Repository {
        static final PGSimpleDataSource DATABASE = database();
        static final LoadTable LOADS = new LoadTable(JdbcClient.create(DATABASE));

        static void clear() {
            JdbcClient.create(DATABASE)
                    .sql("truncate domo_load, domo_load_committed, domo_load_finding")
                    .update();
        }

        private static PGSimpleDataSource database() {
            var url = TestPostgres.newDatabase();
            try {
                TestPostgres.execute(url, Files.readString(Path.of("sql/domo-load.sql")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var database = new PGSimpleDataSource();
            database.setUrl(url);
            return database;
        }
    }
}
