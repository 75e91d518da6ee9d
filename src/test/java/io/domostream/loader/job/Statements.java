package io.domostream.loader.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that keeps what the manager's thread asks it. */
final class Statements extends DelegatingDataSource {
    static final String MANAGER = "manager";
    final List<String> ofManager = new CopyOnWriteArrayList<>();

    Statements(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Statements.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("prepare")
                            && Thread.currentThread().getName().equals(MANAGER)) {
                        ofManager.add(arguments[0].toString().toLowerCase(Locale.ROOT));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
