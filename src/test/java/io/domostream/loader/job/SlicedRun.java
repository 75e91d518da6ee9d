package io.domostream.loader.job;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.Version;
import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.report.Progress;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import io.domostream.loader.source.PostgresSource;
import io.domostream.loader.source.Snapshot;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.unit.DataSize;

/** A run of 80 rows in four slices of two parts, in a real job repository; a test plays its manager, or its workers. */
final class SlicedRun implements AutoCloseable {
    static final int ROWS = 80;
    static final int PARTS = 8;
    private static final String ORDERS = "orders";
    final String url = TestPostgres.newDatabase();
    final DataSource database = new DriverManagerDataSource(url);
    final StopSignal stop = new StopSignal();
    final List<Integer> sent = new CopyOnWriteArrayList<>();
    final LoadSettings load = Loads.replace(url, Loads.spec(ORDERS, Map.of()), parts());
    final AdvisoryLock manager;
    final JobRepository repository;
    final SliceChannel channel;
    final RunState state;
    final PostgresSource source = new PostgresSource(load.source(), 4);
    final Snapshot snapshot;
    private final DomoSimulator simulator;
    private volatile Hook hook = part -> 0;

    /** Sees each part before Domo does, and gives the status to answer with in its place; 0 leaves it to Domo. */
    interface Hook {
        int before(int part);
    }

    SlicedRun() throws Exception {
        var tables = new StringBuilder();
        for (var script : List.of("job-repository", "domo-load", "workers")) {
            tables.append(Files.readString(Path.of("sql/" + script + ".sql")));
        }
        TestPostgres.execute(
                url,
                tables.toString(),
                "create table orders (id bigint primary key)",
                "insert into orders select generate_series(1, " + ROWS + ")");
        simulator = DomoSimulator.start(
                0,
                Files.createTempDirectory("sliced-run"),
                SimulatorOptions.defaults().withCommitTakes(Duration.ZERO),
                Clock.systemUTC(),
                List.of(new Answering(call -> call.contains("/part/") ? seen(call) : 0)));
        repository = repository();
        channel = new SliceChannel(database);
        manager = AdvisoryLock.take(database, ORDERS, "the manager");
        state = begun(1);
        snapshot = source.openSnapshot(load.spec(), 1);
        plan();
    }

    private static PartSettings parts() {
        return new PartSettings(ROWS / PARTS, DataSize.ofMegabytes(1), 1, 1, PartSettings.Compressor.JDK);
    }

    private JobRepository repository() throws Exception {
        var factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database);
        factory.setTransactionManager(new JdbcTransactionManager(database));
        factory.setSerializer(new JacksonExecutionContextStringSerializer());
        factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
        factory.afterPropertiesSet();
        return Objects.requireNonNull(factory.getObject());
    }

    RunState begun(long number) {
        var parameters = RunParameters.begin(number, load, new TreeMap<>(), Instant.EPOCH)
                .job();
        var run = repository.createJobInstance(LoadJob.name(ORDERS), parameters);
        return new RunState(repository, repository.createJobExecution(run, parameters, new ExecutionContext()));
    }

    private void plan() {
        var table = source.inspect(load.spec());
        var stream = domo().streams()
                .create(new NewStream(
                        "Orders",
                        null,
                        new Schema(List.of(new Column("LONG", "id"))),
                        load.target().updateMethod(),
                        List.of()));
        state.keepStream(stream.id(), Objects.requireNonNull(stream.dataSet()).id());
        state.keepExecution(domo().executions().create(stream.id()).id());
        var plan = new SourcePlanning(load, source, Long.MAX_VALUE).plan(null, table, snapshot, false);
        state.keepPlan(
                Manifest.of(
                        Manifest.Update.of(load, table),
                        table,
                        plan.pages(),
                        plan.rows(),
                        load.pace().parts()),
                1);
    }

    DomoClient domo() {
        var patience = Duration.ofSeconds(20);
        return new DomoClient(
                new DomoSettings(URI.create(simulator.url()), "id", "secret", patience, patience, 0),
                Clock.systemUTC(),
                stop::passes);
    }

    void on(Hook next) {
        hook = next;
    }

    LoadRuns.Batch batch() {
        return new LoadRuns.Batch(repository, new TaskExecutorJobOperator(), database).withWorkers();
    }

    /** The attempt as its manager has it. */
    Attempt attempt(Clock clock, LoadLock lock) {
        var attempt = new Attempt(
                load,
                waits(),
                domo(),
                source,
                new Attempt.Surroundings(
                        clock, stop, lock, progress(), new LoadTable(JdbcClient.create(database)), Long.MAX_VALUE));
        attempt.hold(snapshot);
        return attempt;
    }

    static CommitSettings waits() {
        var second = Duration.ofSeconds(1);
        return new CommitSettings(second, second, second, second, false);
    }

    Progress progress() {
        return new Progress(Clock.systemUTC(), domo()::effort, () -> 0);
    }

    ReceiptSource receipts() {
        return execution -> Receipts.of(repository, state.instance(), execution);
    }

    StepExecution upload() {
        return repository.createStepExecution("upload", state.attempt());
    }

    SimpleStepExecutionSplitter splitter(Attempt attempt) {
        var slices = new Slices(repository, attempt, state, receipts(), batch().observations());
        return new SimpleStepExecutionSplitter(repository, Slices.STEP, grid -> slices.contexts());
    }

    /** As a manager of this version does; the slices' ids in their order. */
    List<Long> handOut() throws Exception {
        state.keepForWorkers(snapshot.exported(), Version.TEXT);
        var ids = splitter(attempt(Clock.systemUTC(), manager)).split(upload(), 0).stream()
                .sorted(Comparator.comparing(StepExecution::getStepName))
                .map(StepExecution::getId)
                .toList();
        ids.forEach(id -> channel.send(ORDERS, Slices.STEP, id));
        return ids;
    }

    StepExecution slice(long id) {
        return Objects.requireNonNull(repository.getStepExecution(id));
    }

    /** A worker that looks once, and works as long as there is something to do. */
    void work(String who, LoadSettings settings) {
        new Workers(batch(), waits(), domo(), Clock.systemUTC(), stop, who, this::progress)
                .work(List.of(ORDERS), (name, values) -> settings, Duration.ZERO);
    }

    void work() {
        work("a worker", load);
    }

    /** What a worker holds, without working. */
    @Nullable
    ShiftLock worker() throws SQLException {
        return ShiftLock.take(database, ORDERS, state.attempt().getId(), domo(), "idle", Duration.ofMinutes(1));
    }

    private int seen(String path) {
        int part = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        sent.add(part);
        return hook.before(part);
    }

    @Override
    public void close() {
        manager.close();
        snapshot.close();
        source.close();
        simulator.close();
        TestPostgres.dropLater(url);
    }
}
