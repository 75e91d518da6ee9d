package io.domostream.loader.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The job repository's pool: a new one for each process, so that nothing of a dead one is used again. */
final class WiredDataSource extends AbstractDataSource {
    private static final int PATIENCE_MILLIS = 2_000;
    private final Death death;
    private @Nullable HikariDataSource pool;

    WiredDataSource(Death death) {
        this.death = death;
    }

    synchronized void begin(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(10);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(config);
    }

    synchronized void end() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    private synchronized HikariDataSource pool() throws SQLException {
        // A dead process asks for nothing; waiting for a refusal would only cost the test its time.
        if (pool == null || death.dead()) {
            throw new SQLNonTransientConnectionException("the process is dead", "08001");
        }
        return pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pool().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
