package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Reads values of Derby, whose driver gives dates and times as texts, but not as the classes of java.time. */
final class DerbyValues {
    private DerbyValues() {}

    static ValueReader of(JdbcKind kind) {
        return switch (kind) {
            case DATE -> DerbyValues::day;
            case TIMESTAMP -> DerbyValues::moment;
            case TIME -> ResultSet::getString;
            default -> JdbcValues.of(kind);
        };
    }

    private static @Nullable Object day(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable Object moment(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : LocalDateTime.parse(text.replace(' ', 'T'));
    }

    static Sql bound(Object value) {
        if (value instanceof LocalDateTime moment) {
            return Sql.of("CAST(? AS TIMESTAMP)", MomentText.of(moment));
        }
        return value instanceof LocalDate day ? Sql.of("CAST(? AS DATE)", MomentText.of(day)) : Sql.of("?", value);
    }
}
