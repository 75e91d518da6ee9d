package io.domostream.loader.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to the database: a pool, and one plain connection before its first use, whose refusal says why at once. */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final SourceSettings settings;
    private final TransactionSettings.Reader reader;
    private final Product product;
    private final HikariDataSource pool;
    private boolean reached;
    private volatile TransactionSettings transactionSettings = TransactionSettings.NONE;
    private volatile @Nullable String version;
    private volatile JdbcFailure failures;

    /** Opens no connection yet. */
    Connections(SourceSettings settings, int poolSize, Duration patience, TransactionSettings.Reader reader) {
        this.settings = settings;
        this.reader = reader;
        product = Product.of(settings.url());
        failures = JdbcFailure.of(settings, null);
        var config = new HikariConfig();
        config.setPoolName("source");
        config.setJdbcUrl(settings.url());
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience.toMillis());
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setConnectionInitSql(product.initSql());
        // Without this the pool leaves the settings uncommitted, and the first rollback undoes them.
        config.setIsolateInternalQueries(true);
        config.setDataSourceProperties(properties());
        pool = new HikariDataSource(config);
    }

    Product product() {
        return product;
    }

    /** What each transaction begins with; known from the first connection on. */
    TransactionSettings transactionSettings() {
        return transactionSettings;
    }

    /** What the failures of other databases than PostgreSQL mean. */
    JdbcFailure failures() {
        return failures;
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
            throw noConnection(e);
        }
    }

    private SourceException noConnection(SQLException failure) {
        return product == Product.POSTGRESQL ? ConnectionFailure.of(settings, failure) : failures.connecting(failure);
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
            abort(connection.unwrap(Connection.class));
            pool.evictConnection(connection);
        }
    }

    private static void abort(Connection connection) throws SQLException {
        try {
            connection.abort(Runnable::run);
        } catch (SQLFeatureNotSupportedException e) {
            connection.close();
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
        try (var connection = connect()) {
            var about = connection.getMetaData();
            failures = JdbcFailure.of(settings, about.getDatabaseProductName());
            version = about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
            transactionSettings = reader.read(connection);
            reached = !connection.isClosed();
        } catch (SQLException e) {
            throw noConnection(e);
        }
    }

    /** Of an address that they cannot read, some drivers throw anything but what they should. */
    private Connection connect() throws SQLException {
        try {
            var connection = DriverManager.getDriver(settings.url()).connect(settings.url(), properties());
            if (connection == null) {
                throw new IllegalArgumentException("the driver does not take this address");
            }
            return connection;
        } catch (RuntimeException | LinkageError e) {
            throw failures.connecting(e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.putAll(product.properties().all());
        if (settings.username() != null) {
            properties.setProperty("user", settings.username());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        return properties;
    }
}
