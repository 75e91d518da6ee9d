package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Each type as each Domo type, with extreme values: the exact text, {@code null} where Domo has no form for it, {@code stop}
 * where something would be lost, {@code -} where the settings are refused.
 */
class ConversionTest {
    private static final List<DomoType> TYPES = List.of(
            DomoType.STRING, DomoType.LONG, DomoType.DECIMAL, DomoType.DOUBLE, DomoType.DATE, DomoType.DATETIME);

    // type | value | STRING | LONG | DECIMAL | DOUBLE | DATE | DATETIME
    private static final String TABLE = """
            smallint|-32768|-32768|-32768|-32768|-32768|-|-
            int|2147483647|2147483647|2147483647|2147483647|2147483647|-|-
            bigint|9007199254740992|9007199254740992|9007199254740992|9007199254740992|9.007199254740992e+15|-|-
            bigint|9007199254740993|9007199254740993|9007199254740993|9007199254740993|stop|-|-
            bigint|6031832573293743752|6031832573293743752|6031832573293743752|6031832573293743752|stop|-|-
            bigint|-9223372036854775808|-9223372036854775808|-9223372036854775808|-9223372036854775808|stop|-|-
            oid|4294967295|4294967295|4294967295|4294967295|4294967295|-|-
            numeric|0.1|0.1|stop|0.1|0.1|-|-
            numeric|5.000|5.000|5|5.000|5|-|-
            numeric(38,10)|12345678901234567.8901234567|12345678901234567.8901234567|stop|12345678901234567.8901234567|stop|-|-
            numeric|9223372036854775808|9223372036854775808|stop|9223372036854775808|stop|-|-
            numeric|-9223372036854775808.0|-9223372036854775808.0|-9223372036854775808|-9223372036854775808.0|stop|-|-
            numeric|1e-400|%1$s|stop|%1$s|stop|-|-
            numeric|NaN|NaN|null|null|null|-|-
            numeric|-Infinity|-Infinity|null|null|null|-|-
            money|-92233720368547758.08|-92233720368547758.08|stop|-92233720368547758.08|stop|-|-
            money|5|5.00|5|5.00|5|-|-
            real|0.1|0.1|stop|0.1|0.1|-|-
            real|16777216|1.6777216e+07|16777216|16777216|1.6777216e+07|-|-
            real|123456789|1.2345679e+08|123456792|123456790|1.2345679e+08|-|-
            real|3.4028235e38|3.4028235e+38|stop|340282350000000000000000000000000000000|3.4028235e+38|-|-
            real|-Infinity|-Infinity|null|null|null|-|-
            float8|0.30000000000000004|0.30000000000000004|stop|0.30000000000000004|0.30000000000000004|-|-
            float8|5e-324|5e-324|stop|%2$s|5e-324|-|-
            float8|1e15|1e+15|1000000000000000|1000000000000000|1e+15|-|-
            float8|9.3e18|9.3e+18|stop|9300000000000000000|9.3e+18|-|-
            float8|9.223372036854775e18|9.223372036854775e+18|9223372036854774784|9223372036854775000|9.223372036854775e+18|-|-
            float8|NaN|NaN|null|null|null|-|-
            boolean|t|TRUE|1|1|1|-|-
            boolean|f|FALSE|0|0|0|-|-
            date|2024-02-29|2024-02-29|-|-|-|2024-02-29|2024-02-29 00:00:00
            date|0001-01-01|0001-01-01|-|-|-|0001-01-01|0001-01-01 00:00:00
            date|0001-12-31 BC|0001-12-31 BC|-|-|-|null|null
            date|5874897-12-31|5874897-12-31|-|-|-|null|null
            date|-infinity|-infinity|-|-|-|null|null
            timestamp|2026-03-01 13:45:10.5|2026-03-01 13:45:10.5|-|-|-|stop|2026-03-01 13:45:10
            timestamp|2026-03-01 00:00:00.000001|2026-03-01 00:00:00.000001|-|-|-|stop|2026-03-01 00:00:00
            timestamp|2026-03-01|2026-03-01 00:00:00|-|-|-|2026-03-01|2026-03-01 00:00:00
            timestamp|9999-12-31 23:59:59|9999-12-31 23:59:59|-|-|-|stop|9999-12-31 23:59:59
            timestamp|294276-12-31 23:59:59|294276-12-31 23:59:59|-|-|-|null|null
            timestamp|infinity|infinity|-|-|-|null|null
            timestamptz|2026-03-01 01:00+01|2026-03-01 00:00:00+00|-|-|-|2026-03-01|2026-03-01 00:00:00
            timestamptz|2026-03-01 00:00+01|2026-02-28 23:00:00+00|-|-|-|stop|2026-02-28 23:00:00
            timestamptz|infinity|infinity|-|-|-|null|null
            text|12|12|12|12|12|stop|stop
            text|0.10|0.10|stop|0.10|0.1|stop|stop
            text|9007199254740993|9007199254740993|9007199254740993|9007199254740993|stop|stop|stop
            text|NaN|NaN|null|null|null|stop|stop
            text|one|one|stop|stop|stop|stop|stop
            text||%3$s|stop|stop|stop|stop|stop
            text|today|today|stop|stop|stop|stop|stop
            text|epoch|epoch|stop|stop|stop|stop|stop
            text|01/02/2026|01/02/2026|stop|stop|stop|stop|stop
            text|2026-03-01|2026-03-01|stop|stop|stop|2026-03-01|2026-03-01 00:00:00
            text|2026-03-01T13:45:10.5+02|2026-03-01T13:45:10.5+02|stop|stop|stop|stop|2026-03-01 11:45:10
            text|2024-02-28T23:59:59.9999999|2024-02-28T23:59:59.9999999|stop|stop|stop|stop|2024-02-28 23:59:59
            text|9999-12-31T23:59:59.9999999|9999-12-31T23:59:59.9999999|stop|stop|stop|stop|9999-12-31 23:59:59
            text|2024-02-28 00:00:00.0000001|2024-02-28 00:00:00.0000001|stop|stop|stop|stop|2024-02-28 00:00:00
            text|2024-02-28 00:00:00.000000|2024-02-28 00:00:00.000000|stop|stop|stop|2024-02-28|2024-02-28 00:00:00
            text|2026-02-30|2026-02-30|stop|stop|stop|stop|stop
            text|infinity|infinity|null|null|null|null|null
            char(12)|2026-03-01|2026-03-01|stop|stop|stop|2026-03-01|2026-03-01 00:00:00
            varchar(9)|-7|-7|-7|-7|-7|stop|stop
            citext|1.5|1.5|stop|1.5|1.5|stop|stop
            xml|<?xml version="1.0" encoding="ISO-8859-1"?><a/>|<a/>|-|-|-|-|-
            xml|<?xml version="1.1" encoding="ISO-8859-1"?><a/>|<?xml version=""1.1""?><a/>|-|-|-|-|-
            xml|<a>1</a>|<a>1</a>|-|-|-|-|-
            bytea|\\x31|31|-|-|-|-|-
            uuid|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|-|-|-|-|-
            bit(3)|101|101|-|-|-|-|-
            interval|1 day 2 h|P1DT2H|-|-|-|-|-
            time|10:00|10:00:00|-|-|-|-|-
            inet|10.0.0.1|10.0.0.1/32|-|-|-|-|-
            int[]|{1,2}|[1,2]|-|-|-|-|-
            """.formatted("0." + "0".repeat(399) + "1", "0." + "0".repeat(323) + "5", "");

    private static final Source SOURCE = new Source("CREATE EXTENSION citext");

    @AfterAll
    static void end() {
        SOURCE.close();
    }

    @Test
    void eachValueArrivesExactlyOrStopsTheLoad() throws SQLException {
        var found = new ArrayList<String>();
        try (var connections = SOURCE.connections()) {
            for (var line : TABLE.lines().toList()) {
                var fields = line.split("\\|", -1);
                var row = new ArrayList<>(List.of(fields[0], fields[1]));
                var column = column(connections, fields[0], fields[1]);
                for (var type : TYPES) {
                    row.add(converted(connections, column, type));
                }
                found.add(String.join("|", row));
            }
        }
        assertThat(found).containsExactlyElementsOf(TABLE.lines().toList());
    }

    @Test
    void aDomainIsConvertedAsItsBaseType() throws SQLException {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE DOMAIN amount AS bigint NOT NULL CHECK (VALUE > 0)",
                "CREATE DOMAIN total AS amount CHECK (VALUE < 9223372036854775807)",
                "CREATE DOMAIN instant AS timestamptz",
                "CREATE DOMAIN document AS xml");
        try (var connections = SOURCE.connections()) {
            assertThat(converted(connections, "total", "9007199254740993", DomoType.DOUBLE))
                    .isEqualTo("stop");
            assertThat(converted(connections, "total", "7", DomoType.DOUBLE)).isEqualTo("7");
            assertThat(converted(connections, "instant", "2026-03-01 00:00+01", DomoType.DATE))
                    .isEqualTo("stop");
            assertThat(converted(
                            connections, "document", "<?xml version='1.1' encoding='LATIN1'?><a/>", DomoType.STRING))
                    .isEqualTo("<?xml version=\"\"1.1\"\"?><a/>");
        }
    }

    /** A query that gives one value, and the kind of it. */
    private record Value(String query, PostgresKind kind) {}

    private static Value column(Connections connections, String type, String value) {
        try (var session = new Session(connections)) {
            var query = "(SELECT %s AS v) AS q".formatted(SqlLiteral.typed(value, type));
            return new Value(query, new Catalog(session).columnsOf(query).get(0).kind());
        }
    }

    private static String converted(Connections connections, String type, String value, DomoType to)
            throws SQLException {
        return converted(connections, column(connections, type, value), to);
    }

    private static String converted(Connections connections, Value value, DomoType to) throws SQLException {
        if (!value.kind().canBecome(to)) {
            return "-";
        }
        var column = new SourceColumn("v", "any", value.kind(), to, true);
        try (var session = new Session(connections)) {
            var sql = new PageSql(value.query(), List.of(), false, false);
            try {
                return copied(session, sql, column);
            } catch (SQLException e) {
                var failure = new FailedColumn(session, sql, List.of(column)).of(e, "");
                assertThat(failure.aboutValue()).isTrue();
                assertThat(failure).hasMessageContaining("column v").hasMessageContaining(to.name());
                return "stop";
            }
        }
    }

    private static String copied(Session session, PageSql sql, SourceColumn column) throws SQLException {
        var copy = session.copies().copyOut(sql.copyAll(List.of(column)));
        var nonFinite = new NonFiniteValues(List.of(column));
        var text = new String(nonFinite.removeFrom(copy.readFromCopy()), UTF_8).strip();
        assertThat(copy.readFromCopy()).isNull();
        assertThat(nonFinite.removed()).isEqualTo(text.isEmpty() ? 1 : 0);
        return text.isEmpty() ? "null" : text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }
}
