package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The tables of Spring Batch and ours: made from {@code sql/} on first use, by one process at a time. */
final class RepositoryTables {
    private static final long LOCK = 7_307_001;
    private final DataSource database;
    private final boolean mayCreate;

    RepositoryTables(DataSource database, boolean mayCreate) {
        this.database = database;
        this.mayCreate = mayCreate;
    }

    void ensure() {
        try (var connection = database.getConnection()) {
            if (there(connection)) {
                return;
            }
            if (!mayCreate) {
                throw missing("loader.create-tables is false");
            }
            create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    boolean exist() {
        try (var connection = database.getConnection()) {
            return there(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    private void create(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        }
        try {
            if (!exists(connection, "batch_job_instance")) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/job-repository.sql"));
            }
            if (!exists(connection, "domo_load")) {
                ScriptUtils.executeSqlScript(connection, new ClassPathResource("sql/domo-load.sql"));
            }
            connection.commit();
        } catch (RuntimeException e) {
            connection.rollback();
            throw missing(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static BadSettings missing(String why) {
        return BadSettings.of(
                "spring.datasource",
                "a database without the job repository's tables",
                "they were not created (%s); let a DBA run sql/job-repository.sql and sql/domo-load.sql"
                        .formatted(why.lines().findFirst().orElse("")));
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
