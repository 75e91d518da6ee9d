package io.domostream.loader.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to the database: a pool, and one plain connection before its first use, whose refusal says why at once. */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    static final String PINNED = """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1;
            SET bytea_output = 'hex'; SET standard_conforming_strings = on; SET statement_timeout = 0;
            SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '60s'""";

    private final SourceSettings settings;
    private final Product product;
    private final HikariDataSource pool;
    private boolean reached;
    private volatile @Nullable String version;

    /** Opens no connection yet. */
    Connections(SourceSettings settings, int poolSize, Duration patience) {
        this.settings = settings;
        product = Product.of(settings.url());
        var config = new HikariConfig();
        config.setPoolName("source");
        config.setJdbcUrl(settings.url());
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience.toMillis());
        config.setAutoCommit(false);
        config.setReadOnly(true);
        if (product == Product.POSTGRESQL) {
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
        config.setConnectionInitSql(product.initSql());
        // Without this the pool leaves the settings uncommitted, and the first rollback undoes them.
        config.setIsolateInternalQueries(true);
        config.setDataSourceProperties(properties());
        pool = new HikariDataSource(config);
    }

    Product product() {
        return product;
    }

    /** Null until the first connection. */
    @Nullable
    String version() {
        return version;
    }

    Connection take() {
        requireReachable();
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw ConnectionFailure.of(settings, e);
        }
    }

    /** Ends a connection whatever it is doing; the pool never hands it out again. */
    void breakOff(Connection connection) throws SQLException {
        try {
            // A server notices a broken connection only when it next writes to it, which may be hours away.
            if (connection.isWrapperFor(PGConnection.class)) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            LOG.warn("a query on the source could not be cancelled: {}", e.getMessage());
        } finally {
            connection.unwrap(Connection.class).abort(Runnable::run);
            pool.evictConnection(connection);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private synchronized void requireReachable() {
        if (reached) {
            return;
        }
        try (var connection = DriverManager.getConnection(settings.url(), properties())) {
            var about = connection.getMetaData();
            version = about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
            reached = !connection.isClosed();
        } catch (SQLException e) {
            throw ConnectionFailure.of(settings, e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.putAll(product.properties());
        if (settings.username() != null) {
            properties.setProperty("user", settings.username());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        return properties;
    }
}
