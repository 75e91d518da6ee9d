package io.domostream.loader.source;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the server for the values of a query's parameters, since a driver may cut them on their way. */
record JdbcParameters(Session session, Sql from) {
    void requireUnchanged(Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            var each = value instanceof Collection<?> values ? values : List.of(value);
            each.stream().filter(JdbcParameters::isDelicate).forEach(one -> requireUnchanged(name, one));
        });
    }

    /** What one driver or another is known to change. */
    private static boolean isDelicate(Object value) {
        if (value instanceof LocalDateTime moment) {
            return !moment.equals(moment.truncatedTo(ChronoUnit.SECONDS));
        }
        return value instanceof BigDecimal
                || (value instanceof String text
                        && !StandardCharsets.US_ASCII.newEncoder().canEncode(text));
    }

    private void requireUnchanged(String name, Object value) {
        var echo = session.product().echo(value);
        if (echo == null) {
            return;
        }
        var sql = Sql.of("SELECT ")
                .then(echo)
                .then(" FROM (SELECT COUNT(*) AS one FROM ")
                .then(from)
                .then(" WHERE 1 = 0) o");
        try (var query = RunningQuery.of(session, sql)) {
            if (!query.next() || !query.read(row -> isSame(value, row))) {
                throw SourceException.badSettings(
                        "parameter %s does not reach the server as it is: %s changes it on its way"
                                .formatted(name, session.serverAndDriver()),
                        "use the database's own driver, or write the value into the query");
            }
        }
    }

    private static boolean isSame(Object value, ResultSet row) throws SQLException {
        if (value instanceof LocalDateTime moment) {
            return moment.equals(row.getObject(1, LocalDateTime.class));
        }
        var text = row.getString(1);
        return value instanceof BigDecimal number ? isSame(number, text) : value.equals(text);
    }

    private static boolean isSame(BigDecimal number, @Nullable String text) {
        return text != null && number.compareTo(new BigDecimal(text)) == 0;
    }
}
