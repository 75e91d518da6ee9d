package io.domostream.loader.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A key's columns by their quoted names: reads bounds as texts, and makes of them the same values again. */
record JdbcKey(Product product, List<String> names, List<JdbcColumn> columns) {
    static JdbcKey of(Product product, SourceTable table, List<String> names, List<JdbcColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (!product.comparesAsOrdered(columns.get(i).kind())) {
                throw SourceException.badSettings(
                        "key of %s names the column %s, whose type %s gives no bounds for pages: its values may be compared in another way than they are ordered, or may not survive the way through the driver"
                                .formatted(
                                        table.name(),
                                        table.key().get(i),
                                        columns.get(i).sourceType()),
                        "give a key of whole or exact numbers, texts, dates or times, or load a query without a key");
            }
        }
        return new JdbcKey(product, names, columns);
    }

    static JdbcKey none(Product product) {
        return new JdbcKey(product, List.of(), List.of());
    }

    /** The present row's key, whose columns come first in it. */
    List<String> bound(ResultSet row) {
        var bound = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var value = ColumnReader.of(product, columns.get(i)).comparable(row, i + 1);
            bound.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        return List.copyOf(bound);
    }

    List<Sql> values(List<String> bound) {
        var values = new ArrayList<Sql>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(product.bound(value(columns.get(i).kind(), bound.get(i))));
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
