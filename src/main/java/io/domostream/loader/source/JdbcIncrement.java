package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link IncrementBounds} for all databases: asks for the newest value and the time alone, and reckons here, since each
 * has a reckoning of its own.
 */
record JdbcIncrement(Session session, Sql from, Watermark watermark, JdbcColumn column, boolean oneMoment) {
    private static final int TRIES = 5;

    Increment past(Watermark.Past past) {
        boolean ofNumbers = column.kind() == JdbcKind.WHOLE || column.kind() == JdbcKind.NUMBER;
        if ((!ofTimes() && !ofNumbers) || !session.product().comparesAsOrdered(column.kind())) {
            throw SourceException.badSettings(
                    "watermark names the column %s of type %s".formatted(column.name(), column.sourceType()),
                    "give a column of times or numbers that %s compares as such, or convert it in a query"
                            .formatted(session.product().shown()));
        }
        return ofTimes() ? ofTimes(past) : ofNumbers(past);
    }

    private Increment ofTimes(Watermark.Past past) {
        var newest = newest().map(JdbcIncrement::time).orElse(null);
        var now = now();
        boolean ofDays = column.kind() == JdbcKind.DATE;
        var lag = watermark.lag();
        var held = lag == null && !watermark.appends()
                ? newest
                : now.minus(lag == null ? Watermark.LAG_OF_TIMES : lag.time("lag"))
                        // No row has it, so nothing shows what a driver makes of its fraction.
                        .truncatedTo(ChronoUnit.SECONDS);
        if (ofDays && held != null && watermark.appends()) {
            // A day that is not over may get more rows, which an APPEND would never look for again.
            held = held.toLocalDate().atStartOfDay().minusDays(1);
        }
        var upper = least(newest, held);
        var committed = past.committed() == null ? null : time(value(past.committed()));
        var since = past.all() ? null : past.since() == null ? committed : time(checked(past.since()));
        var overlap = watermark.overlap();
        var lower = since == null || overlap == null ? since : since.minus(overlap.time("overlap"));
        return increment(
                shown(lower),
                watermark.readsAgainFromItself(ofDays),
                shown(upper),
                shown(greatest(committed, least(upper, now))));
    }

    private Increment ofNumbers(Watermark.Past past) {
        var newest = newest().map(JdbcIncrement::number).orElse(null);
        var lag = watermark.lag();
        if (lag == null && watermark.appends()) {
            IncrementBounds.warnOfNumbers(column.name());
        }
        var upper = newest == null || lag == null ? newest : newest.subtract(BigDecimal.valueOf(lag.steps("lag")));
        var committed = past.committed() == null ? null : new BigDecimal(past.committed());
        var since = past.all() ? null : past.since() == null ? committed : number(checked(past.since()));
        var overlap = watermark.overlap();
        var lower =
                since == null || overlap == null ? since : since.subtract(BigDecimal.valueOf(overlap.steps("overlap")));
        return increment(
                plain(lower), watermark.readsAgainFromItself(false), plain(upper), plain(greatest(committed, upper)));
    }

    private Increment increment(
            @Nullable String lower, boolean again, @Nullable String upper, @Nullable String reached) {
        boolean nulls = column.nullable() && RunningQuery.number(session, from.counted(name() + " IS NULL")) > 0;
        return new Increment(column.name(), column.kind().name(), lower, again, upper, nulls, reached);
    }

    private boolean ofTimes() {
        return column.kind().isTime();
    }

    private String name() {
        return Quote.of(session).name(column.name());
    }

    /** The server must find its row again by it, or it would pass over rows by what a driver makes of it. */
    private Optional<Object> newest() {
        for (int tries = 0; tries < TRIES; tries++) {
            var newest = largest();
            if (newest.isEmpty() || findsRow(newest.get())) {
                return newest;
            }
            if (oneMoment) {
                break;
            }
            // Its row may have been changed meanwhile.
        }
        throw JdbcBounds.lost(session, "watermark " + column.name(), column.sourceType());
    }

    private Optional<Object> largest() {
        return first(Sql.of("SELECT MAX(" + name() + ") FROM ").then(from));
    }

    private boolean findsRow(Object value) {
        var same = Sql.of("SELECT " + name() + " FROM ")
                .then(from)
                .then(" WHERE " + name() + " = ")
                .then(session.product().bound(value));
        return value instanceof Double
                || first(same).filter(found -> JdbcBounds.isSame(found, value)).isPresent();
    }

    private Optional<Object> first(Sql sql) {
        var reader = ColumnReader.of(session.product(), column);
        try (var query = RunningQuery.of(session, sql, 1)) {
            return query.next() ? query.read(row -> Optional.ofNullable(reader.comparable(row, 1))) : Optional.empty();
        }
    }

    /** The database's time, as its column writes it. */
    private LocalDateTime now() {
        var product = session.product();
        // Not every product selects without a table.
        var sql = Sql.of("SELECT " + product.now() + " FROM (SELECT COUNT(*) AS one FROM ")
                .then(from)
                .then(" WHERE 1 = 0) o");
        try (var query = RunningQuery.of(session, sql)) {
            query.next();
            var now = product.isMySql()
                    ? query.read(row -> row.getObject(1, LocalDateTime.class)).atOffset(ZoneOffset.UTC)
                    : zoned(query);
            return column.kind() == JdbcKind.ZONED_TIMESTAMP
                    ? now.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : now.atZoneSameInstant(watermark.zone()).toLocalDateTime();
        }
    }

    private OffsetDateTime zoned(RunningQuery query) {
        try {
            return query.read(row -> row.getObject(1, OffsetDateTime.class));
        } catch (SourceException e) {
            if (e.runbook() == Runbook.SOURCE_UNREACHABLE) {
                throw e;
            }
            throw SourceException.badSettings(
                    "watermark names the column %s, and %s does not tell the server's time with its zone"
                            .formatted(column.name(), session.serverAndDriver()),
                    "give a column of numbers");
        }
    }

    private static LocalDateTime time(Object value) {
        if (value instanceof LocalDate day) {
            return day.atStartOfDay();
        }
        return value instanceof OffsetDateTime zoned
                ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : (LocalDateTime) value;
    }

    private static BigDecimal number(Object value) {
        if (value instanceof Double odd) {
            throw SourceException.badSettings(
                    "the watermark's largest value is " + odd, "nothing can come after it; mend that row");
        }
        return new BigDecimal(value.toString());
    }

    private Object value(String text) {
        return JdbcKey.value(column.kind(), text);
    }

    /** A person writes a blank between day and time, and needn't write the time or the zone. */
    private Object checked(String since) {
        var text = since.strip().replaceFirst("(\\d) (\\d)", "$1T$2");
        try {
            return value(
                    switch (column.kind()) {
                        case TIMESTAMP -> text.contains("T") ? text : text + "T00:00";
                        case ZONED_TIMESTAMP ->
                            text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                                    ? text
                                    : LocalDateTime.parse(text.contains("T") ? text : text + "T00:00") + "Z";
                        default -> text;
                    });
        } catch (DateTimeException | NumberFormatException e) {
            throw BadSettings.of(
                    "parameter since",
                    since,
                    "give a value of %s, which is %s".formatted(column.name(), column.sourceType()));
        }
    }

    private @Nullable String shown(@Nullable LocalDateTime time) {
        if (time == null) {
            return null;
        }
        return switch (column.kind()) {
            case DATE -> time.toLocalDate().toString();
            case ZONED_TIMESTAMP -> time.atOffset(ZoneOffset.UTC).toString();
            default -> time.toString();
        };
    }

    private @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable LocalDateTime least(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
        return one == null || other == null ? one : one.isBefore(other) ? one : other;
    }

    private static <T extends Comparable<? super T>> @Nullable T greatest(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The rows in it, where its column is of these. */
    static Sql within(Product product, Increment increment, String name) {
        var kind = JdbcKind.valueOf(increment.type());
        var condition = Sql.of("1 = 0");
        if (increment.upTo() != null) {
            condition = Sql.of(name + " <= ").then(product.bound(JdbcKey.value(kind, increment.upTo())));
            if (increment.after() != null) {
                condition = Sql.of(name + (increment.andAfterItself() ? " >= " : " > "))
                        .then(product.bound(JdbcKey.value(kind, increment.after())))
                        .then(" AND ")
                        .then(condition);
            }
        }
        return increment.nulls() ? condition.bracketed().then(" OR " + name + " IS NULL") : condition;
    }
}
