package io.domostream.loader.source;

import static io.domostream.loader.source.QualifiedSql.call;
import static io.domostream.loader.source.QualifiedSql.cast;
import static io.domostream.loader.source.SqlLiteral.quoted;

import io.domostream.loader.Runbook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sets, in each transaction that reads, every setting that could change a value, a type's name, the visible rows or the time
 * limits, and checks the result in the same round trip. Set for the session instead, they would be lost behind a pooler that
 * gives each transaction another session, and would stay there for other programs. docs/security.md lists the decisions.
 */
final class PostgresTransactions implements TransactionSettings {
    private static final String NO_TRANSACTION = "08P01";
    // From this version on the server reports a changed setting once, after the last statement of a round trip.
    private static final int REPORTS_AT_THE_END = 14;
    private static final String SEARCH_PATH = "search_path";
    // A standby refuses a transaction that is serializable, as a role's default may have it.
    private static final String LOOK_UP =
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; RESET ROLE; SELECT name, reset_val, "
                    + cast("current_user", "text") + " FROM pg_catalog.pg_settings; ROLLBACK";
    private static final String CURE =
            "Give source.url the database's own address, or a pooler in session or transaction mode";

    private final Map<String, String> settings;
    private final Map<String, String> checks;
    private final boolean reset;

    private PostgresTransactions(Map<String, String> settings, Map<String, String> checks, boolean reset) {
        this.settings = settings;
        this.checks = checks;
        this.reset = reset;
    }

    /** {@code schemas} is the search path that the address asks for, or null for the one that the role is configured with. */
    static PostgresTransactions read(Connection connection, RowSecurity rowSecurity, @Nullable String schemas)
            throws SQLException {
        var wanted = OwnedSettings.values(rowSecurity);
        var application = connection.getClientInfo("ApplicationName");
        if (application != null && application.matches("[ -~]{1,63}")) {
            // Else it would be lost with the settings of other programs.
            wanted.put("application_name", application);
        }
        var known = new TreeSet<String>();
        boolean reset = connection.getMetaData().getDatabaseMajorVersion() >= REPORTS_AT_THE_END;
        boolean isPlain = true;
        String user = "";
        try (var statement = connection.createStatement()) {
            try (var rows = answer(statement, LOOK_UP)) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                    user = rows.getString(3);
                    isPlain &= !breaksTheDriver(rows.getString(1), rows.getString(2));
                    if (SEARCH_PATH.equals(rows.getString(1))) {
                        wanted.put(SEARCH_PATH, searchPath(schemas == null ? rows.getString(2) : schemas));
                    }
                }
            }
        }
        wanted.keySet().retainAll(known);
        return new PostgresTransactions(wanted, OwnedSettings.checks(user, known), reset || isPlain);
    }

    /** The driver gives up a connection whose server reports such a value, even if the next statement changes it. */
    private static boolean breaksTheDriver(String setting, String value) {
        return ("client_encoding".equals(setting) && !"UTF8".equals(value))
                || ("DateStyle".equals(setting) && !value.startsWith("ISO"));
    }

    /** The rows of the one statement among several that has any. */
    private static ResultSet answer(Statement statement, String sql) throws SQLException {
        statement.setEscapeProcessing(false);
        boolean rows = statement.execute(sql);
        while (!rows && statement.getUpdateCount() >= 0) {
            rows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    /** Names resolve as the role expects, but nothing comes before PostgreSQL's own names, and temporary tables come last. */
    private static String searchPath(String configured) {
        return configured.isBlank() ? "pg_catalog, pg_temp" : "pg_catalog, " + configured + ", pg_temp";
    }

    @Override
    public void begin(Connection connection, TransactionStart start) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var answer = answer(statement, sql(start))) {
                answer.next();
                check(answer, start);
            }
        }
    }

    /** Why no transaction could begin. */
    static SourceException failure(SQLException failure, TransactionStart start) {
        if (NO_TRANSACTION.equals(failure.getSQLState())) {
            return SourceException.badSettings(
                    "source.url leads to a server or a pooler that refuses transactions (SQLSTATE %s)"
                            .formatted(NO_TRANSACTION),
                    "a pooler in statement mode can't be read through. " + CURE,
                    Runbook.SOURCE_POOLER,
                    failure);
        }
        return start.snapshot() == null ? SourceException.of(failure) : SourceException.snapshotGone(failure);
    }

    private String sql(TransactionStart start) {
        // Another program may have left its role and settings in a pooler's session, such as those that a policy asks
        // for.
        var sql = new StringBuilder("RESET ROLE; ");
        if (reset) {
            sql.append("RESET ALL; ");
        }
        sql.append("SET LOCAL statement_timeout = 0; ");
        if (settings.containsKey("transaction_timeout")) {
            sql.append("SET LOCAL transaction_timeout = 0; ");
        }
        var columns = new ArrayList<String>();
        settings.forEach((name, value) -> columns.add(call("set_config", quoted(name), quoted(value), "true")));
        checks.forEach((name, value) -> columns.add(
                "role".equals(name) ? cast("current_user", "text") : call("current_setting", quoted(name))));
        columns.add(call("current_setting", "'transaction_isolation'"));
        return sql.append(start.sql())
                .append("; SELECT ")
                .append(String.join(", ", columns))
                .toString();
    }

    private void check(ResultSet answer, TransactionStart start) throws SQLException {
        int column = 0;
        for (var expected : List.of(settings, checks, Map.of("transaction_isolation", start.isolation()))) {
            for (var setting : expected.entrySet()) {
                column++;
                var found = answer.getString(column);
                if (!setting.getValue().equals(found)) {
                    throw wrong(setting.getKey(), setting.getValue(), found);
                }
            }
        }
    }

    private static SourceException wrong(String setting, String expected, String found) {
        return switch (setting) {
            case "zero_damaged_pages", "ignore_checksum_failure" ->
                SourceException.badSettings(
                        "%s is %s for source.username, so damaged rows could be missing without a sign"
                                .formatted(setting, found),
                        "set it to off for this role",
                        Runbook.SOURCE_SESSION,
                        null);
            default ->
                SourceException.badSettings(
                        "the session behind source.url has %s %s, and the loader set or expects %s"
                                .formatted(setting, found, expected),
                        "a pooler does not keep a transaction in one session, or its sessions differ. " + CURE,
                        Runbook.SOURCE_POOLER,
                        null);
        };
    }
}
