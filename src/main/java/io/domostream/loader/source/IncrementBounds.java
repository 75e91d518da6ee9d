package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
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
        var type = KeyColumn.of(session, from, List.of(column.name())).get(0).type();
        if (TypeMapping.typeOf(column.sourceType()) == DomoType.STRING) {
            throw SourceException.badSettings(
                    "watermark names the column %s of type %s".formatted(column.name(), column.sourceType()),
                    "give a column of times or numbers, or convert it in a query");
        }
        return new IncrementBounds(session, from, watermark, column, type);
    }

    static void warnOfNumbers(String column) {
        LOG.warn(
                "watermark {} is a number: a row committed after one with a higher number is passed over, unless lag says how many numbers to wait for ({})",
                column,
                Runbook.WATERMARK_OF_NUMBERS);
    }

    Increment past(Watermark.Past past) {
        var committed = past.committed();
        var since = past.all() ? null : past.since() != null ? checked(past.since()) : committed;
        var found = session.one(
                """
                SELECT (%s)::%s::text, upper::text, greatest(%s, %s)::text, newest > upper
                FROM (SELECT newest, %s AS upper FROM (SELECT max(%s) AS newest FROM %s) AS newest_of_all) AS bounds
                """.formatted(
                                lower(since),
                                type,
                                literal(committed),
                                ofTimes() ? "least(upper, %s::%s)".formatted(now(), type) : "upper",
                                upper(),
                                SqlLiteral.identifier(column.name()),
                                from),
                row -> new Found(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
        if (found.waiting) {
            LOG.info("rows with a {} past {} wait for a later run", column.name(), found.upper);
        }
        if (found.reached != null && found.reached.matches("NaN|Infinity")) {
            throw SourceException.badSettings(
                    "watermark names the column %s, whose largest value is %s".formatted(column.name(), found.reached),
                    "nothing can come after it; mend that row, or leave it out by a query");
        }
        return new Increment(
                column.name(),
                type,
                found.lower,
                watermark.readsAgainFromItself("date".equals(type)),
                found.upper,
                hasNulls(),
                found.reached);
    }

    private record Found(
            @Nullable String lower,
            @Nullable String upper,
            @Nullable String reached,
            boolean waiting) {}

    private boolean ofTimes() {
        var domo = TypeMapping.typeOf(column.sourceType());
        return domo == DomoType.DATE || domo == DomoType.DATETIME;
    }

    private String lower(@Nullable String since) {
        var overlap = watermark.overlap();
        var lower = literal(since);
        return overlap == null ? lower : lower + " - " + overlap.sql(ofTimes(), "overlap");
    }

    private String upper() {
        var lag = watermark.lag();
        if (lag == null && watermark.appends()) {
            lag = ofTimes() ? Span.of(Watermark.LAG_OF_TIMES) : Span.of(0);
            if (!ofTimes()) {
                warnOfNumbers(column.name());
            }
        }
        if (lag == null) {
            return "newest";
        }
        var length = lag.sql(ofTimes(), "lag");
        var held = ofTimes() ? now() + " - " + length : "newest - " + length;
        // A day that is not over may get more rows, which an APPEND would never look for again.
        var day = "date".equals(type) && watermark.appends() ? " - 1" : "";
        return "least(newest, (%s)::%s%s)".formatted(held, type, day);
    }

    private String now() {
        return "timestamp with time zone".equals(type)
                ? "now()"
                : "(now() AT TIME ZONE " + SqlLiteral.quoted(watermark.zone().getId()) + ")";
    }

    private boolean hasNulls() {
        return column.nullable()
                && session.one(
                        "SELECT EXISTS (SELECT FROM %s WHERE %s IS NULL)"
                                .formatted(from, SqlLiteral.identifier(column.name())),
                        row -> row.getBoolean(1));
    }

    private String literal(@Nullable String value) {
        return value == null ? "NULL::" + type : SqlLiteral.typed(value, type);
    }

    private String checked(String since) {
        try {
            return session.one("SELECT " + literal(since) + "::text", row -> row.getString(1));
        } catch (SourceException e) {
            if (e.getCause() != null) {
                throw e;
            }
            // The server's words for a text that is no value of the type; they are not kept.
            throw BadSettings.of(
                    "parameter since", since, "give a value of %s, which is %s".formatted(column.name(), type));
        }
    }
}
