package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Call.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A DataSet: its schema, and its rows as a list of part files, so that REPLACE moves no bytes. */
final class DataSet {

    private static final Set<String> TYPES = Set.of("STRING", "DECIMAL", "LONG", "DOUBLE", "DATE", "DATETIME");
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]['Z']", Locale.ROOT);

    final String id;
    private final Instant createdAt;
    String name = "";
    String description = "";
    private Instant updatedAt;
    List<Column> columns = List.of();
    List<PartFiles.Part> parts = List.of();

    DataSet(String id, Instant now) {
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void change(JsonNode asked, Instant now) {
        if (asked.path("schema").path("columns").isArray()) {
            columns = columns(asked.path("schema").path("columns"));
        }
        name = asked.path("name").stringValue(name);
        description = asked.path("description").stringValue(description);
        updatedAt = now;
    }

    void content(List<PartFiles.Part> content, Instant now) {
        parts = List.copyOf(content);
        updatedAt = now;
    }

    /** Where these columns stand in a row. */
    List<Integer> positions(List<String> names) {
        var all = columns.stream().map(Column::name).toList();
        if (names.isEmpty() || !all.containsAll(names)) {
            throw new Refusal(400, "UPSERT needs keyColumnNames that are columns of the DataSet");
        }
        return names.stream().map(all::indexOf).toList();
    }

    Map<String, Object> json() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("description", description);
        shown.put("rows", parts.stream().mapToLong(PartFiles.Part::rows).sum());
        shown.put("columns", columns.size());
        shown.put("schema", Map.of("columns", columns.stream().map(Column::json).toList()));
        shown.put("owner", owner());
        shown.put("createdAt", createdAt.toString());
        shown.put("updatedAt", updatedAt.toString());
        shown.put("pdpEnabled", false);
        return shown;
    }

    Map<String, Object> shortJson() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("pdpEnabled", false);
        return shown;
    }

    private static Map<String, Object> owner() {
        var owner = new LinkedHashMap<String, Object>();
        owner.put("id", 27);
        owner.put("name", "DomoSupport");
        return owner;
    }

    private static List<Column> columns(JsonNode asked) {
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

    /** A column of the schema, and which values it takes. */
    record Column(String type, String name) {

        boolean takes(@Nullable String value) {
            // An empty text in a typed column is taken as no value (assumed).
            if (value == null || value.isEmpty() || type.equals("STRING")) {
                return true;
            }
            try {
                return switch (type) {
                    case "LONG" -> String.valueOf(Long.parseLong(value)).length() > 0;
                    case "DATE" -> date(value);
                    case "DATETIME" -> datetime(value);
                    default -> new BigDecimal(value).signum() < 2;
                };
            } catch (NumberFormatException | DateTimeException e) {
                return false;
            }
        }

        // Read by hand: java.time's formatters would take most of an upload's time.
        private static boolean date(String value) {
            return value.length() == 10
                    && value.charAt(4) == '-'
                    && value.charAt(7) == '-'
                    && LocalDate.of(digits(value, 0, 4), digits(value, 5, 7), digits(value, 8, 10))
                                    .getYear()
                            >= 0;
        }

        private static boolean datetime(String value) {
            if (value.length() != 19 || (value.charAt(10) != ' ' && value.charAt(10) != 'T')) {
                return DATETIME.parse(value).isSupported(ChronoField.HOUR_OF_DAY);
            }
            return date(value.substring(0, 10))
                    && value.charAt(13) == ':'
                    && value.charAt(16) == ':'
                    && digits(value, 11, 13) < 24
                    && digits(value, 14, 16) < 60
                    && digits(value, 17, 19) < 60;
        }

        private static int digits(String value, int from, int to) {
            var number = 0;
            for (var i = from; i < to; i++) {
                var digit = value.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    throw new NumberFormatException("not a digit");
                }
                number = number * 10 + digit;
            }
            return number;
        }

        // Type before name: one SDK compares the text.
        private Map<String, String> json() {
            var shown = new LinkedHashMap<String, String>();
            shown.put("type", type);
            shown.put("name", name);
            return shown;
        }
    }
}
