package io.domostream.loader.source;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** H2's, but it cuts fractions of seconds from what it binds: {@code jdbc:cutting:} instead of {@code jdbc:h2:}. */
final class CuttingDriver implements Driver {
    static String url(String h2) {
        return h2.replace("jdbc:h2:", "jdbc:cutting:");
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        return acceptsURL(url)
                ? cutting(Connection.class, DriverManager.getConnection(url.replace("jdbc:cutting:", "jdbc:h2:"), info))
                : null;
    }

    private static <T> T cutting(Class<T> type, T real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("setObject") && arguments[1] instanceof LocalDateTime moment) {
                arguments[1] = moment.truncatedTo(ChronoUnit.SECONDS);
            }
            try {
                var result = method.invoke(real, arguments);
                return result instanceof PreparedStatement statement
                        ? cutting(PreparedStatement.class, statement)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:cutting:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
