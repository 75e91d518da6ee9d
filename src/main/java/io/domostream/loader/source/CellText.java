package io.domostream.loader.source;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a value in the form that its column's Domo type wants, as {@link TypeMapping} has PostgreSQL write it. */
final class CellText {
    private static final Set<String> NO_NUMBER = Set.of("nan", "infinity", "-infinity", "inf", "-inf");

    private CellText() {}

    /** Null also for what Domo has no form for, such as NaN. */
    static @Nullable String of(JdbcKind kind, Object value, DomoType type) {
        if (value instanceof OddValue.Date odd && type != DomoType.STRING) {
            if (odd.isZero()) {
                return null;
            }
            throw SourceException.lossy();
        }
        return switch (type) {
            case STRING -> text(kind, value);
            case LONG -> value instanceof Long ? value.toString() : whole(exact(value));
            case DECIMAL -> plain(number(value));
            case DOUBLE -> floating(value);
            case DATE -> MomentText.wholeDay(moment(value));
            case DATETIME -> MomentText.seconds(moment(value));
        };
    }

    /** The whole of the value, so that different ones stay different. */
    static String text(JdbcKind kind, Object value) {
        if (value instanceof String text) {
            return text(kind, text);
        } else if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof Double number) {
            return FloatText.of(number);
        } else if (value instanceof Float number) {
            return FloatText.of(number);
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof LocalDate date) {
            return MomentText.of(date);
        } else if (value instanceof LocalDateTime moment) {
            return MomentText.of(moment);
        } else if (value instanceof OffsetDateTime moment) {
            return MomentText.of(moment);
        } else if (value instanceof LocalTime time) {
            return MomentText.of(time);
        } else if (value instanceof OffsetTime time) {
            return MomentText.of(time);
        }
        return text(kind, value instanceof OddValue.Date odd ? odd.text() : value.toString());
    }

    private static String text(JdbcKind kind, String text) {
        return switch (kind) {
            case BOOLEAN, UUID -> kind == JdbcKind.UUID ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
            case PADDED -> withoutPadding(text);
            default -> text;
        };
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable String whole(@Nullable BigDecimal number) {
        try {
            return number == null ? null : Long.toString(number.longValueExact());
        } catch (ArithmeticException e) {
            throw SourceException.lossy();
        }
    }

    /** A float's shortest text has fewer digits than a whole number that it holds. */
    private static @Nullable BigDecimal exact(Object value) {
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        }
        return number(value);
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String floating(Object value) {
        if (value instanceof Float number) {
            return Float.isFinite(number) ? FloatText.of(number) : null;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? FloatText.of(number) : null;
        }
        var exact = number(value);
        if (exact == null) {
            return null;
        }
        double nearest = exact.doubleValue();
        var text = FloatText.of(nearest);
        if (Double.isInfinite(nearest) || new BigDecimal(text).compareTo(exact) != 0) {
            throw SourceException.lossy();
        }
        return text;
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        } else if (value instanceof Boolean yes) {
            return yes ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        var text = value instanceof Float number
                ? FloatText.of(number)
                : value instanceof Double number
                        ? FloatText.of(number)
                        : value.toString().strip();
        try {
            return NO_NUMBER.contains(text.toLowerCase(Locale.ROOT)) ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw SourceException.lossy();
        }
    }

    private static @Nullable LocalDateTime moment(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        } else if (value instanceof LocalDateTime moment) {
            return moment;
        } else if (value instanceof OffsetDateTime moment) {
            return MomentText.utc(moment);
        }
        return MomentText.parsed(value.toString());
    }
}
