package io.domostream.loader.job;

import com.zaxxer.hikari.HikariDataSource;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.report.Progress;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.util.unit.DataSize;

/** One load, its manager and its workers, each with threads and a stop signal of its own, in one JVM; PostgreSQL and the way to Domo are real. */
final class SpreadLoad implements AutoCloseable {
    static final String NAME = "orders";
    static final int ROWS = 2000;
    static final int PARTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Pattern PART = Pattern.compile(".*/part/(\\d+)");
    /** As Domo has seen them, each as often as it came. */
    final List<Integer> parts = new CopyOnWriteArrayList<>();

    final List<String> commits = new CopyOnWriteArrayList<>();
    final Statements statements;
    final LoadRuns.Batch batch;
    private final String repositoryUrl = TestPostgres.newDatabase();
    private final HikariDataSource pool = new HikariDataSource();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DomoSimulator domo;
    private final List<Party<?>> begun = new ArrayList<>();
    private volatile IntConsumer hook = count -> {};

    SpreadLoad(Path folder) {
        pool.setJdbcUrl(repositoryUrl);
        pool.setMaximumPoolSize(40);
        pool.setMinimumIdle(0);
        new ResourceDatabasePopulator(
                        new FileSystemResource("sql/job-repository.sql"),
                        new FileSystemResource("sql/job-repository-indexes.sql"),
                        new FileSystemResource("sql/domo-load.sql"),
                        new FileSystemResource("sql/workers.sql"))
                .execute(pool);
        statements = new Statements(pool);
        context.registerBean(DataSource.class, () -> statements);
        context.register(Beans.class);
        context.refresh();
        batch = new LoadRuns.Batch(
                context.getBean(JobRepository.class), context.getBean(JobOperator.class), statements);
        try {
            domo = DomoSimulator.start(
                    0,
                    folder,
                    SimulatorOptions.defaults().withCommitTakes(Duration.ZERO),
                    Clock.systemUTC(),
                    List.of(new Answering(this::seen)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans extends JdbcDefaultBatchConfiguration {
        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Override
        protected ExecutionContextSerializer getExecutionContextSerializer() {
            return new JacksonExecutionContextStringSerializer();
        }

        @Override
        protected Isolation getIsolationLevelForCreate() {
            return Isolation.READ_COMMITTED;
        }
    }

    /** What would be a process elsewhere. */
    static final class Party<T> {
        final StopSignal stop;
        final Progress progress;
        final CompletableFuture<T> end = new CompletableFuture<>();

        private Party(StopSignal stop, DomoClient client) {
            this.stop = stop;
            progress = new Progress(Clock.systemUTC(), client::effort, System::nanoTime);
        }

        T end() {
            try {
                return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        private void go(String name, Supplier<T> work) {
            new Thread(
                            () -> {
                                try {
                                    end.complete(work.get());
                                } catch (RuntimeException | Error e) {
                                    end.completeExceptionally(e);
                                }
                            },
                            name)
                    .start();
        }
    }

    /** Twenty parts of the table orders, or of what else there is at the source. */
    static LoadSettings load(String source, SourceSpec spec, LoadSettings.SnapshotPolicy snapshot, int parallel) {
        var usual = Loads.replace();
        var parts = new PartSettings(
                ROWS / PARTS, DataSize.ofMegabytes(1), parallel, parallel, PartSettings.Compressor.JDK);
        return new LoadSettings(
                NAME,
                new SourceSettings(source, null, null),
                spec,
                usual.target(),
                new LoadSettings.Pace(parts, LoadSettings.Restart.RESUME, Duration.ofHours(6), snapshot));
    }

    Party<RunResult> run(LoadSettings load, boolean workers) {
        var stop = new StopSignal();
        var client = client(stop);
        var process = new Party<RunResult>(stop, client);
        begun.add(process);
        var runs = new LoadRuns(workers ? batch.withWorkers() : batch, waits(), client, Clock.systemUTC(), stop, 1);
        process.go(Statements.MANAGER, () -> {
            return runs.run(
                    NAME, values -> load, new Wish(new TreeMap<>(), null, false, null, "a test"), process.progress);
        });
        return process;
    }

    Party<Integer> worker(LoadSettings load, String who) {
        var stop = new StopSignal();
        var client = client(stop);
        var process = new Party<Integer>(stop, client);
        begun.add(process);
        var workers = new Workers(batch, waits(), client, Clock.systemUTC(), stop, who, () -> process.progress);
        process.go(who, () -> workers.work(List.of(NAME), (name, values) -> load, null));
        return process;
    }

    private static CommitSettings waits() {
        return new CommitSettings(
                Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(5), Duration.ofSeconds(2), false);
    }

    private DomoClient client(StopSignal stop) {
        return new DomoClient(
                new DomoSettings(
                        URI.create(domo.url()), "id", "secret", Duration.ofSeconds(5), Duration.ofSeconds(60), 0),
                Clock.systemUTC(),
                stop::passes);
    }

    /** Called with the number of parts that Domo has been sent, before it answers. */
    void onPart(IntConsumer next) {
        hook = next;
    }

    String url() {
        return domo.url();
    }

    SliceChannel channel() {
        return new SliceChannel(pool);
    }

    DataSource database() {
        return pool;
    }

    void await(String what, BooleanSupplier there) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private int seen(String call) {
        var part = PART.matcher(call);
        if (part.matches()) {
            parts.add(Integer.valueOf(part.group(1)));
            hook.accept(parts.size());
        } else if (call.endsWith("/commit")) {
            commits.add(call);
        }
        return 0;
    }

    @Override
    public void close() {
        hook = count -> {};
        begun.forEach(process -> process.stop.request());
        begun.forEach(process -> process.end
                .handle((end, failure) -> "over")
                .orTimeout(60, TimeUnit.SECONDS)
                .join());
        domo.close();
        context.close();
        pool.close();
        TestPostgres.dropLater(repositoryUrl);
    }
}
