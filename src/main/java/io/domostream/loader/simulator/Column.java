package io.domostream.loader.simulator;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A column of the schema, and which values it takes. */
record Column(String type, String name) {

    private static final Set<String> TYPES = Set.of("STRING", "DECIMAL", "LONG", "DOUBLE", "DATE", "DATETIME");

    static List<Column> all(JsonNode asked) {
        var columns = new ArrayList<Column>();
        var names = new HashSet<String>();
        for (var each : asked.values()) {
            var column = new Column(
                    each.path("type").stringValue(""), each.path("name").stringValue(""));
            if (!TYPES.contains(column.type())) {
                throw new Refusal(400, "Unknown column type " + column.type());
            }
            if (column.name().isEmpty() || !names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new Refusal(400, "Column names must be given, and differ by more than case: " + column.name());
            }
            columns.add(column);
        }
        return List.copyOf(columns);
    }

    boolean takes(String value) {
        try {
            return switch (type) {
                case "STRING" -> true;
                case "LONG" -> String.valueOf(Long.parseLong(value)).length() > 0;
                case "DATE" -> Dates.date(value);
                case "DATETIME" -> Dates.datetime(value);
                default -> new BigDecimal(value).signum() < 2;
            };
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    // Type before name: one SDK compares the text.
    Map<String, String> json() {
        var shown = new LinkedHashMap<String, String>();
        shown.put("type", type);
        shown.put("name", name);
        return shown;
    }
}
