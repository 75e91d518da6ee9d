package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.StreamApi;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.ProcessLocks;
import io.domostream.loader.job.StopSignal;
import io.domostream.loader.telemetry.Telemetry;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** The Spring context behind a command, built when the command is known and its settings are right. */
final class Program implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final LoaderSettings settings;
    private boolean repositoryChecked;

    private Program(ConfigurableApplicationContext context) {
        this.context = context;
        this.settings = new LoaderSettings(context.getEnvironment());
    }

    static Program start(CommonOptions options) {
        return start(options, Repository.class);
    }

    /** For a command that asks Domo and nobody else, and so needs none of the beans for databases. */
    static Program forDomoAlone(CommonOptions options) {
        return start(options, Stopping.class);
    }

    static Program forRehearsal(CommonOptions options) {
        return start(options, ThrowAwayRepository.class);
    }

    private static Program start(CommonOptions options, Class<?> beans) {
        var application = new SpringApplicationBuilder(beans)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .registerShutdownHook(true)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(defaults(options.debug));
        String[] arguments = options.configLocation.isEmpty()
                ? new String[0]
                : new String[] {"--spring.config.additional-location=" + options.configLocation};
        // Spring Boot tells a failure to start on its own, with a stack trace and with lines that may hold secrets.
        LoggingSystem.get(Program.class.getClassLoader()).setLogLevel(SpringApplication.class.getName(), LogLevel.OFF);
        try {
            return new Program(application.run(arguments));
        } catch (RuntimeException e) {
            throw UnreadableSettings.of(e);
        }
    }

    private static Map<String, Object> defaults(boolean debug) {
        return Map.ofEntries(
                Map.entry("spring.application.name", "domo-stream-loader"),
                Map.entry("spring.main.log-startup-info", "false"),
                Map.entry("logging.level.root", debug ? "INFO" : "WARN"),
                Map.entry("logging.level.org.springframework.boot.SpringApplication", "OFF"),
                Map.entry("logging.level.org.springframework.batch", debug ? "INFO" : "OFF"),
                // Below this the driver tells each address, with a password where there is one in it.
                Map.entry("logging.level.org.postgresql", "INFO"),
                Map.entry("logging.level.io.domostream", "INFO"),
                // The first is for people, who get it before each line; the second as with the human lines.
                Map.entry("logging.structured.json.exclude", debug ? "prefix" : "prefix,error.stack_trace"));
    }

    LoaderSettings settings() {
        return settings;
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    StopSignal stop() {
        return context.getBean(StopSignal.class);
    }

    DomoClient domo() {
        return domo(settings.domo());
    }

    DomoClient domo(DomoSettings how) {
        return new DomoClient(how, clock(), stop()::passes);
    }

    /** Domo's single calls; {@code domo.*} is all they need. */
    StreamApi streamApi() {
        return domo().streamApi();
    }

    /** Opens the job repository, and creates its tables where there are none. */
    LoadRuns.Batch batch() {
        settings.requireRepository();
        var database = repository();
        new RepositoryTables(database, settings.mayCreateTables()).ensure();
        return new LoadRuns.Batch(context.getBean(JobRepository.class), context.getBean(JobOperator.class), database);
    }

    /** With what it takes to spread runs over processes. */
    LoadRuns.Batch batchWithWorkers() {
        var batch = batch();
        new RepositoryTables(batch.database(), settings.mayCreateTables()).ensureWorkers();
        return batch.withWorkers();
    }

    /** As {@link #batch}, for a command that changes nothing: without the tables nothing is known yet. */
    LoadRuns.@Nullable Batch batchIfThere() {
        settings.requireRepository();
        var database = repository();
        return new RepositoryTables(database, false).exist()
                ? new LoadRuns.Batch(context.getBean(JobRepository.class), context.getBean(JobOperator.class), database)
                : null;
    }

    /** Of this process alone, where a command has registered such a database. */
    LoadRuns.Batch throwAwayBatch() {
        return new LoadRuns.Batch(
                context.getBean(JobRepository.class),
                context.getBean(JobOperator.class),
                database(),
                new ProcessLocks());
    }

    /** Checked before its first use: while loads run, their locks may hold all connections but one. */
    private synchronized DataSource repository() {
        var database = database();
        if (!repositoryChecked) {
            RepositoryCheck.require(database);
            repositoryChecked = true;
        }
        return database;
    }

    private DataSource database() {
        try {
            return context.getBean(DataSource.class);
        } catch (BeansException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof BindException wrong) {
                    var property = wrong.getProperty();
                    throw BadSettings.of(
                                    wrong.getName().toString(),
                                    property == null ? "not what it should be" : property.getValue(),
                                    "give a value of the right kind, as Spring Boot has it")
                            .causedBy(e);
                }
            }
            throw e;
        }
    }

    /** Off where its settings are wrong: the load's own reading tells that. */
    Telemetry telemetry() {
        return Telemetry.start(settings.telemetry(), clock());
    }

    GracefulStop gracefulStop() {
        return context.getBean(GracefulStop.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /**
     * Spring Batch on a database. All beans are named: looking for what Spring Boot could set up besides takes as long as
     * the rest of the start.
     */
    @Configuration(proxyBeanMethods = false)
    @Import(Stopping.class)
    abstract static class Batch extends JdbcDefaultBatchConfiguration {
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

    /** The job repository of the settings, pooled as Spring Boot would. */
    @Configuration(proxyBeanMethods = false)
    static class Repository extends Batch {
        @Bean
        DataSource dataSource(Environment environment) {
            return RepositoryPool.of(environment);
        }
    }

    /** What ends a wait when the process is asked to stop. */
    @Configuration(proxyBeanMethods = false)
    static class Stopping {
        @Bean
        StopSignal stopSignal() {
            return new StopSignal();
        }

        @Bean
        GracefulStop gracefulStop(StopSignal stop) {
            return new GracefulStop(stop, SpringApplication.getShutdownHandlers());
        }
    }
}
