package io.domostream.loader.faults;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.Pause;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.job.LoadStatus;
import io.domostream.loader.job.StopSignal;
import io.domostream.loader.job.Wish;
import io.domostream.loader.report.Progress;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** One Domo, source and job repository for all cases of a JVM, each behind a wire that can fail; and loaders on them. */
final class Bench {
    static final Duration COMMIT_TIMEOUT = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static @Nullable Bench one;

    final Death death = new Death();
    final JumpingClock clock = new JumpingClock();
    final DomoWire domo = new DomoWire(death, clock);
    final PostgresWire source;
    final PostgresWire repository;
    final DomoLook look;
    final String sourceUrl = TestPostgres.newDatabase();
    final String repositoryUrl = TestPostgres.newDatabase();
    private final DomoSimulator simulator;
    private final WiredDataSource database;
    private final LoadRuns.Batch batch;

    private Bench() throws IOException, SQLException {
        // As main does for its process.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        simulator = DomoSimulator.start(
                0,
                Files.createTempDirectory("faults"),
                SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(12)),
                Clock.systemUTC(),
                List.of(domo));
        look = new DomoLook(simulator.url());
        source = new PostgresWire(sourceUrl, death);
        repository = new PostgresWire(repositoryUrl, death);
        try (var connection = DriverManager.getConnection(repositoryUrl)) {
            ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/job-repository.sql"));
            ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/domo-load.sql"));
        }
        database = new WiredDataSource(death);
        database.begin(repositoryUrl);
        var context = context();
        database.end();
        batch = new LoadRuns.Batch(context.getBean(JobRepository.class), context.getBean(JobOperator.class), database);
    }

    static synchronized Bench get() {
        var there = one;
        if (there == null) {
            try {
                there = new Bench();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            one = there;
        }
        return there;
    }

    private ConfigurableApplicationContext context() {
        return new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(DataSource.class, () -> database))
                .properties(Map.of(
                        "spring.batch.job.enabled", "false",
                        "spring.batch.jdbc.initialize-schema", "never",
                        "spring.batch.jdbc.isolation-level-for-create", "read_committed",
                        "spring.main.log-startup-info", "false",
                        "logging.level.root", "OFF",
                        "logging.level.org.springframework.batch", "OFF",
                        "logging.level.io.domostream", System.getProperty("faults.log", "OFF")))
                .run();
    }

    /** Which fault the next process meets on which way; null for none. */
    record Faults(
            @Nullable Trigger<HttpFault> domo,
            @Nullable Trigger<SqlFault> source,
            @Nullable Trigger<SqlFault> repository) {
        static Faults none() {
            return new Faults(null, null, null);
        }

        static Faults domo(Trigger<HttpFault> fault) {
            return new Faults(fault, null, null);
        }

        static Faults source(Trigger<SqlFault> fault) {
            return new Faults(null, fault, null);
        }

        static Faults repository(Trigger<SqlFault> fault) {
            return new Faults(null, null, fault);
        }

        boolean struck() {
            return (domo != null && domo.struck())
                    || (source != null && source.struck())
                    || (repository != null && repository.struck());
        }

        private boolean meetsNone() {
            return domo == null && source == null && repository == null;
        }

        private boolean timesOut() {
            return domo != null && domo.fault().timesOut();
        }
    }

    /** How a process ended; one that died has no exit code, and one that struck a fault tells it. */
    record End(
            int exitCode,
            boolean died,
            String message,
            Map<String, Object> facts,
            @Nullable Throwable failure) {}

    /** A process from its beginning to its end; {@code looks} is done before each of its calls to Domo. */
    End run(LoadSettings load, boolean partProbe, Faults faults, @Nullable Long commitAgain, Runnable looks) {
        database.begin(faults.meetsNone() ? repositoryUrl : repository.url());
        domo.arm(faults.domo(), looks);
        source.arm(faults.source());
        repository.arm(faults.repository());
        var stop = new StopSignal();
        // Dead men don't poll.
        stopOnDeath = stop;
        try {
            var client = client(faults, stop::passes);
            var wish = new Wish(new TreeMap<>(), null, false, commitAgain, "a test");
            var result = new LoadRuns(batch, waits(partProbe), client, clock, stop, 1)
                    .run(load.name(), values -> load, wish, new Progress(clock, client::effort, () -> 0));
            return new End(result.exitCode(), death.dead(), result.message(), result.facts(), null);
        } catch (RuntimeException e) {
            return new End(ExitCodes.of(e), death.dead(), String.valueOf(e), Map.of(), e);
        } finally {
            stopOnDeath = null;
            domo.disarm();
            source.disarm();
            repository.disarm();
            database.end();
            death.over();
            // One that died may have been woken from a wait.
            var unused = Thread.interrupted();
            untilUnlocked();
        }
    }

    private volatile @Nullable StopSignal stopOnDeath;

    {
        death.then(() -> {
            var stop = stopOnDeath;
            if (stop != null) {
                stop.request();
            }
        });
    }

    /** As {@code settle} does. */
    String settle(LoadSettings load, boolean committed) {
        database.begin(repositoryUrl);
        try {
            return new LoadStatus(batch)
                    .settlement(client(Faults.none(), Pause.real()))
                    .settle(load.name(), committed, "a test", clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            database.end();
            untilUnlocked();
        }
    }

    private DomoClient client(Faults faults, Pause pause) {
        var readTimeout = faults.timesOut() ? DomoWire.READ_TIMEOUT : Duration.ofSeconds(20);
        return new DomoClient(
                new DomoSettings(URI.create(simulator.url()), "id", "secret", Duration.ofSeconds(5), readTimeout, 1),
                clock,
                pause,
                Duration.ofMillis(1));
    }

    private static CommitSettings waits(boolean partProbe) {
        return new CommitSettings(
                Duration.ZERO, COMMIT_TIMEOUT, Duration.ofMillis(5), Duration.ofSeconds(2), partProbe);
    }

    /** A server notices a little later than we do that its client is gone; a person's next command comes later still. */
    private void untilUnlocked() {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (var connection = DriverManager.getConnection(repositoryUrl);
                var statement = connection.prepareStatement("select count(*) from pg_locks where locktype = 'advisory'"
                        + " and database = (select oid from pg_database where datname = current_database())")) {
            while (System.nanoTime() < giveUp) {
                try (var answer = statement.executeQuery()) {
                    if (answer.next() && answer.getInt(1) == 0) {
                        return;
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("the lock of a process that has ended did not fall");
    }

    /** The beans of a command that the job needs. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Beans {
        @Bean
        JacksonExecutionContextStringSerializer contextSerializer() {
            return new JacksonExecutionContextStringSerializer();
        }
    }
}
