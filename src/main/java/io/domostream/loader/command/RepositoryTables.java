package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables of Spring Batch and ours: made from {@code sql/} on first use, by one process at a time. */
final class RepositoryTables {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryTables.class);
    private static final String LAST_INDEX = "batch_step_of_execution";
    private static final String CHANNEL = "int_channel_message";
    private static final long LOCK = 7_307_001;
    private final DataSource database;
    private final boolean mayCreate;

    RepositoryTables(DataSource database, boolean mayCreate) {
        this.database = database;
        this.mayCreate = mayCreate;
    }

    void ensure() {
        try (var connection = database.getConnection()) {
            boolean tables = there(connection);
            if (!tables && !mayCreate) {
                throw missing("loader.create-tables is false");
            }
            if (!tables) {
                create(connection);
            } else if (!exists(connection, LAST_INDEX)) {
                index(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    /** Those that only loads spread over several processes need. */
    void ensureWorkers() {
        try (var connection = database.getConnection()) {
            if (exists(connection, CHANNEL)) {
                return;
            }
            if (!mayCreate) {
                throw workersMissing("loader.create-tables is false");
            }
            try {
                alone(connection, () -> {
                    if (!exists(connection, CHANNEL)) {
                        script(connection, "workers");
                    }
                });
            } catch (RuntimeException e) {
                throw workersMissing(why(e));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    private static BadSettings workersMissing(String why) {
        return BadSettings.of(
                        "spring.datasource",
                        "a database without the tables for workers",
                        "they were not created (%s); let a DBA run sql/workers.sql".formatted(why))
                .see(Runbook.REPOSITORY_TABLES_MISSING);
    }

    boolean exist() {
        try (var connection = database.getConnection()) {
            return there(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try {
            alone(connection, () -> {
                if (!exists(connection, "batch_job_instance")) {
                    script(connection, "job-repository");
                    script(connection, "job-repository-indexes");
                }
                if (!exists(connection, "domo_load")) {
                    script(connection, "domo-load");
                }
            });
        } catch (RuntimeException e) {
            throw missing(why(e));
        }
    }

    /** Of tables made by an earlier version, or by another's script. Without its indexes a run is slow, and no less right. */
    private void index(Connection connection) throws SQLException {
        try {
            if (mayCreate) {
                alone(connection, () -> script(connection, "job-repository-indexes"));
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
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void script(Connection connection, String name) {
        ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/" + name + ".sql"));
    }

    private static String why(RuntimeException e) {
        var said = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return said.lines().findFirst().orElse("");
    }

    private static BadSettings missing(String why) {
        return BadSettings.of(
                        "spring.datasource",
                        "a database without the job repository's tables",
                        "they were not created (%s); let a DBA run sql/job-repository.sql, sql/job-repository-indexes.sql and sql/domo-load.sql"
                                .formatted(why))
                .see(Runbook.REPOSITORY_TABLES_MISSING);
    }

    private static boolean there(Connection connection) throws SQLException {
        return exists(connection, "batch_job_instance") && exists(connection, "domo_load");
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        // Only the lock of a table, here pg_class, makes a session forget that it has looked for the name in vain
        // before.
        try (var statement =
                connection.prepareStatement("select exists (select from pg_class where oid = to_regclass(?))")) {
            statement.setString(1, table);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
