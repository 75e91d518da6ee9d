package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptException;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables of Spring Batch and ours: created from {@code sql/} on first use, by one process at a time. */
final class RepositoryTables {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryTables.class);
    private static final String LAST_INDEX = "batch_step_of_execution";
    private static final String INDEXES = "job-repository-indexes";
    private static final long LOCK = 7_307_001;
    private final DataSource database;
    private final boolean mayCreate;

    RepositoryTables(DataSource database, boolean mayCreate) {
        this.database = database;
        this.mayCreate = mayCreate;
    }

    void ensure() {
        try (var connection = database.getConnection()) {
            var catalog = RepositoryPart.RUNS.read(connection);
            if (catalog.isEmpty()) {
                create(connection, RepositoryPart.RUNS, catalog);
            } else if (RepositoryCatalog.read(connection, List.of(LAST_INDEX)).isEmpty()) {
                index(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    /** Those that only loads spread over several processes need. */
    void ensureWorkers() {
        try (var connection = database.getConnection()) {
            var catalog = RepositoryPart.WORKERS.read(connection);
            if (catalog.isEmpty()) {
                create(connection, RepositoryPart.WORKERS, catalog);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    boolean exist() {
        try (var connection = database.getConnection()) {
            return !RepositoryPart.RUNS.read(connection).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    private void create(Connection connection, RepositoryPart part, RepositoryCatalog catalog) throws SQLException {
        if (!mayCreate) {
            throw missing(part, "loader.create-tables is false");
        }
        if (catalog.schema() == null) {
            throw missing(part, "the user may use no schema of the search path");
        }
        if (!catalog.mayCreate()) {
            throw missing(part, "permission denied for schema " + catalog.schema());
        }
        try {
            alone(connection, () -> {
                // Another process may have created them in the meantime.
                if (part.read(connection).isEmpty()) {
                    part.scripts().forEach(script -> run(connection, script));
                }
            });
        } catch (ScriptException e) {
            if (e.getCause() instanceof SQLException sql && refused(sql)) {
                throw missing(part, why(e));
            }
            throw e;
        }
    }

    /** An error of another class, such as a lost connection, says nothing about the user's rights. */
    private static boolean refused(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("42");
    }

    /** Of tables made by an earlier version, or by another's script. Without its indexes a run is slow, and no less right. */
    private void index(Connection connection) throws SQLException {
        try {
            if (mayCreate) {
                alone(connection, () -> run(connection, INDEXES));
                return;
            }
            LOG.warn(
                    "the job repository lacks indexes; let a DBA run sql/job-repository-indexes.sql ({})",
                    Runbook.REPOSITORY_INDEXES_MISSING);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the job repository lacks indexes, and they were not created ({}); let a DBA run sql/job-repository-indexes.sql ({})",
                    why(e),
                    Runbook.REPOSITORY_INDEXES_MISSING);
        }
    }

    /** Something that is done as a whole or not at all. */
    private interface Work {
        void run() throws SQLException;
    }

    private static void alone(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void run(Connection connection, String script) {
        ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/" + script + ".sql"));
    }

    private static String why(RuntimeException e) {
        var said = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return said.lines().findFirst().orElse("");
    }

    private static BadSettings missing(RepositoryPart part, String why) {
        return BadSettings.of(
                        "spring.datasource",
                        "a database without " + part.title(),
                        "they were not created (%s); let a DBA run %s".formatted(why, part.files()))
                .see(Runbook.REPOSITORY_TABLES_MISSING);
    }
}
