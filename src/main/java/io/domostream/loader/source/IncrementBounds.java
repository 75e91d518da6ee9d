package io.domostream.loader.source;

import static io.domostream.loader.source.QualifiedSql.binary;
import static io.domostream.loader.source.QualifiedSql.call;
import static io.domostream.loader.source.QualifiedSql.cast;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the source where the new rows begin and end, so that a restart reads the same ones. */
record IncrementBounds(Session session, String from, Watermark watermark, Catalog.Found column, String type) {
    private static final Logger LOG = LoggerFactory.getLogger(IncrementBounds.class);

    static IncrementBounds of(Session session, SourceSpec spec, SourceTable table, Watermark watermark) {
        var from = PageSql.from(spec, table.name());
        var catalog = new Catalog(session);
        var relation = Relation.of(session, spec);
        var columns = relation == null ? catalog.columnsOf(from) : catalog.columnsOf(relation);
        var column = watermark.among(columns, Catalog.Found::name);
        if (column.kind().domoType() == DomoType.STRING) {
            throw SourceException.badSettings(
                    "watermark names the column %s of type %s".formatted(column.name(), column.sourceType()),
                    "give a column of times or numbers, or convert it in a query");
        }
        var type = KeyColumn.of(session, from, List.of(column.name())).get(0).type();
        return new IncrementBounds(session, from, watermark, column, type);
    }

    static void warnOfNumbers(String column) {
        LOG.warn(
                "watermark {} is a number: a row committed after one with a higher number is passed over, unless lag says how many numbers to wait for ({})",
                column,
                Runbook.WATERMARK_OF_NUMBERS);
    }

    Increment past(Watermark.Past past) {
        var overlap = watermark.overlap();
        if (overlap != null) {
            requireKind(overlap);
        }
        var committed = past.committed();
        var since = past.all() ? null : past.since() != null ? checked(past.since()) : committed;
        var found = session.one(
                """
                SELECT %s, %s, %s, %s
                FROM (SELECT newest, CASE WHEN newest IS NOT NULL THEN %s END AS upper
                      FROM (SELECT %s AS newest FROM %s) AS newest_of_all) AS bounds
                """.formatted(
                                cast(lower(since), "text"),
                                cast("upper", "text"),
                                cast("greatest(" + literal(committed) + ", " + reached() + ")", "text"),
                                binary("newest", ">", "upper"),
                                upper(),
                                call("max", SqlLiteral.identifier(column.name())),
                                from),
                row -> new Found(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
        if (found.waiting) {
            LOG.info("rows with a {} past {} wait for a later run", column.name(), found.upper);
        }
        if (found.reached != null && !column.kind().isTime() && found.reached.matches("NaN|Infinity")) {
            throw SourceException.badSettings(
                    "watermark names the column %s, whose largest value is %s".formatted(column.name(), found.reached),
                    "no value comes after it; correct that row, or leave it out with a query");
        }
        return new Increment(
                column.name(),
                type,
                found.lower,
                watermark.readsAgainFromItself(column.kind() == PostgresKind.DATE),
                found.upper,
                hasNulls(),
                found.reached);
    }

    private record Found(
            @Nullable String lower,
            @Nullable String upper,
            @Nullable String reached,
            boolean waiting) {}

    /** Also where there is no value yet that could be lessened. */
    private void requireKind(Span overlap) {
        if (column.kind().isTime()) {
            overlap.time("overlap");
        } else {
            overlap.steps("overlap");
        }
    }

    private String lower(@Nullable String since) {
        var overlap = watermark.overlap();
        return overlap == null || since == null ? literal(since) : minus(literal(since), overlap, "overlap");
    }

    /** Not beyond the present: rows of the future are read again as long as more may come before them. */
    private String reached() {
        return column.kind().isTime()
                ? "CASE WHEN upper IS NOT NULL THEN least(upper, " + ofType(now()) + ") END"
                : "upper";
    }

    private String upper() {
        var lag = watermark.lag();
        if (lag == null && watermark.appends()) {
            lag = column.kind().isTime() ? Span.of(Watermark.LAG_OF_TIMES) : Span.of(0);
            if (!column.kind().isTime()) {
                warnOfNumbers(column.name());
            }
        }
        if (lag == null) {
            return "newest";
        }
        var held = column.kind().isTime() ? minus(now(), lag, "lag") : minus("newest", lag, "lag");
        // A day that is not over may get more rows, which an APPEND would never look for again.
        boolean wholeDays = column.kind() == PostgresKind.DATE && watermark.appends();
        return "least(newest, " + (wholeDays ? binary(held, "-", "1") : held) + ")";
    }

    /** A value of the column's type, so much less; never below the least one that the type has. */
    private String minus(String value, Span length, String setting) {
        if (column.kind().isTime()) {
            var interval = SqlLiteral.typed(length.time(setting).toString(), QualifiedSql.type("interval"));
            return ofType(binary(value, "-", interval));
        }
        var steps = cast(SqlLiteral.quoted(Long.toString(length.steps(setting))), "numeric");
        return switch (column.kind()) {
            case REAL, DOUBLE -> ofType(binary(cast(value, "float8"), "-", cast(steps, "float8")));
            case NUMERIC -> binary(value, "-", steps);
            default -> {
                var number = column.kind() == PostgresKind.OID ? cast(value, "int8") : value;
                yield ofType("greatest(%s, %s)"
                        .formatted(
                                binary(cast(number, "numeric"), "-", steps),
                                cast(SqlLiteral.quoted(least()), "numeric")));
            }
        };
    }

    private String least() {
        return switch (column.kind()) {
            case SMALLINT -> Short.toString(Short.MIN_VALUE);
            case INTEGER -> Integer.toString(Integer.MIN_VALUE);
            case MONEY -> BigDecimal.valueOf(Long.MIN_VALUE, 2).toPlainString();
            case OID -> "0";
            default -> Long.toString(Long.MIN_VALUE);
        };
    }

    private String ofType(String value) {
        // No cast leads from a number with a fraction to an oid.
        return "CAST(" + (column.kind() == PostgresKind.OID ? cast(value, "int8") : value) + " AS " + type + ")";
    }

    private String now() {
        return column.kind() == PostgresKind.TIMESTAMPTZ
                ? call("now")
                : call("timezone", SqlLiteral.quoted(watermark.zone().getId()), call("now"));
    }

    private boolean hasNulls() {
        return column.nullable()
                && session.one(
                        "SELECT EXISTS (SELECT FROM %s WHERE %s)".formatted(from, isNull()), row -> row.getBoolean(1));
    }

    /** An index finds NULLs, but of a foreign table's column that is declared NOT NULL the planner does not look for them. */
    private String isNull() {
        var name = SqlLiteral.identifier(column.name());
        return QueryPlan.readsAnotherServer(session, List.of(name), from)
                ? QualifiedSql.anyNull(name)
                : name + " IS NULL";
    }

    private String literal(@Nullable String value) {
        return value == null ? "CAST(NULL AS " + type + ")" : SqlLiteral.typed(value, type);
    }

    private String checked(String since) {
        try {
            return session.one("SELECT " + cast(literal(since), "text"), row -> row.getString(1));
        } catch (SourceException e) {
            if (!e.aboutValue()) {
                throw e;
            }
            // The server's words for a text that is no value of the type; they are not kept.
            throw BadSettings.of(
                    "parameter since",
                    since,
                    "give a value of %s, which is %s".formatted(column.name(), column.sourceType()));
        }
    }
}
