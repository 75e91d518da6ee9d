package io.domostream.loader.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and times as PostgreSQL writes and reads them where UTC is the zone. */
final class MomentText {
    private static final int LAST_YEAR = 9999;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter WHOLE_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][ ]HH:mm[:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("][XXX][X]]")
            .toFormatter(Locale.ROOT)
            // Else the 30th of February is the 29th.
            .withResolverStyle(ResolverStyle.STRICT);

    private MomentText() {}

    static String of(LocalDate date) {
        return endless(date.equals(LocalDate.MAX), date.equals(LocalDate.MIN), day(date) + era(date));
    }

    static String of(LocalDateTime moment) {
        var date = moment.toLocalDate();
        return endless(
                moment.equals(LocalDateTime.MAX),
                moment.equals(LocalDateTime.MIN),
                day(date) + " " + TIME.format(moment) + era(date));
    }

    static String of(OffsetDateTime moment) {
        var utc = utc(moment);
        if (utc == null) {
            return moment.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity";
        }
        return day(utc.toLocalDate()) + " " + TIME.format(utc) + "+00" + era(utc.toLocalDate());
    }

    static String of(LocalTime time) {
        return TIME.format(time);
    }

    static String of(OffsetTime time) {
        var zone = time.getOffset().equals(ZoneOffset.UTC)
                ? "+00"
                : time.getOffset().getId().replaceFirst("^(...):00$", "$1");
        return TIME.format(time) + zone;
    }

    /** For a DATE; null where Domo has no such year. A time of day would be lost. */
    static @Nullable String wholeDay(@Nullable LocalDateTime moment) {
        if (moment == null || !isOfDomo(moment)) {
            return null;
        }
        if (!moment.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw SourceException.lossy();
        }
        return moment.toLocalDate().toString();
    }

    /** For a DATETIME; null where Domo has no such year. */
    static @Nullable String seconds(@Nullable LocalDateTime moment) {
        return moment == null || !isOfDomo(moment) ? null : moment.toLocalDate() + " " + WHOLE_SECONDS.format(moment);
    }

    /** Null at either end of time. */
    static @Nullable LocalDateTime utc(OffsetDateTime moment) {
        return isEndless(moment)
                ? null
                : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Reads a time with its zone, else as UTC. */
    static @Nullable LocalDateTime parsed(String text) {
        var bare = text.strip().toLowerCase(Locale.ROOT);
        if ("infinity".equals(bare) || "-infinity".equals(bare)) {
            return null;
        }
        try {
            var read = WRITTEN.parseBest(
                    bare.toUpperCase(Locale.ROOT), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (read instanceof OffsetDateTime zoned) {
                return utc(zoned);
            }
            return read instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) read;
        } catch (DateTimeException e) {
            throw SourceException.lossy();
        }
    }

    /** Whether Domo has such a year. */
    static boolean isOfDomo(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= LAST_YEAR;
    }

    private static boolean isOfDomo(LocalDateTime moment) {
        return isOfDomo(moment.toLocalDate());
    }

    private static boolean isEndless(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MAX) || moment.equals(OffsetDateTime.MIN);
    }

    private static String endless(boolean last, boolean first, String otherwise) {
        return last ? "infinity" : first ? "-infinity" : otherwise;
    }

    private static String day(LocalDate date) {
        var counted = date.getYear() > 0 ? date : date.withYear(1 - date.getYear());
        return counted.toString().replaceFirst("^\\+", "");
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}
