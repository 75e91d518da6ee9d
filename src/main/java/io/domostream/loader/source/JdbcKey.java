package io.domostream.loader.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A key's columns by their quoted names: reads bounds as texts, and makes of them the same values again. */
record JdbcKey(List<String> names, List<JdbcKind> kinds) {
    static JdbcKey of(SourceTable table, List<String> names, List<JdbcColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (!canBeBound(columns.get(i).kind())) {
                throw SourceException.badSettings(
                        "key of %s names the column %s, whose type %s gives no bounds for pages"
                                .formatted(
                                        table.name(),
                                        table.key().get(i),
                                        columns.get(i).sourceType()),
                        "give a key of whole or exact numbers, texts, dates or times");
            }
        }
        return new JdbcKey(names, columns.stream().map(JdbcColumn::kind).toList());
    }

    private static boolean canBeBound(JdbcKind kind) {
        return switch (kind) {
            case WHOLE, NUMBER, DECIMAL_FLOAT, DOUBLE, DATE, TIMESTAMP, ZONED_TIMESTAMP, TEXT, PADDED, UUID, BINARY ->
                true;
            default -> false;
        };
    }

    /** The present row's key, whose columns come first in it. */
    List<String> bound(ResultSet row) throws SQLException {
        var bound = new ArrayList<String>();
        for (int i = 0; i < kinds.size(); i++) {
            var value = kinds.get(i).read(row, i + 1);
            bound.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        return List.copyOf(bound);
    }

    List<Object> values(List<String> bound) {
        var values = new ArrayList<Object>();
        for (int i = 0; i < kinds.size(); i++) {
            values.add(value(kinds.get(i), bound.get(i)));
        }
        return values;
    }

    /** What was written as this text. */
    static Object value(JdbcKind kind, String text) {
        return switch (kind) {
            case WHOLE -> Long.valueOf(text);
            case NUMBER ->
                "NaN".equals(text) || text.endsWith("Infinity") ? Double.valueOf(text) : new BigDecimal(text);
            case DOUBLE -> Double.valueOf(text);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case ZONED_TIMESTAMP -> OffsetDateTime.parse(text);
            case UUID -> text.toLowerCase(Locale.ROOT);
            case BINARY -> HexFormat.of().parseHex(text);
            default -> text;
        };
    }
}
