package io.domostream.loader.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A DataSet: its schema, and its rows as a list of part files, so that REPLACE moves no bytes. */
final class DataSet {

    final String id;
    private final Clock clock;
    private final Duration rowsLag;
    private final Instant createdAt;
    String name = "";
    String description = "";
    private Instant updatedAt;
    private Instant rowsToldFrom = Instant.MIN;
    private long rowsToldBefore;
    List<Column> columns = List.of();
    List<Part> parts = List.of();

    DataSet(String id, Clock clock, Duration rowsLag) {
        this.id = id;
        this.clock = clock;
        this.rowsLag = rowsLag;
        this.createdAt = now();
        this.updatedAt = createdAt;
    }

    void change(JsonNode asked) {
        if (asked.path("schema").path("columns").isArray()) {
            columns = Column.all(asked.path("schema").path("columns"));
        }
        name = asked.path("name").stringValue(name);
        description = asked.path("description").stringValue(description);
        updatedAt = now();
    }

    void content(List<Part> content) {
        rowsToldBefore = rows();
        rowsToldFrom = clock.instant().plus(rowsLag);
        parts = List.copyOf(content);
        updatedAt = now();
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
        shown.put("rows", rows());
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

    // The count may lag the rows themselves: clients have seen it.
    private long rows() {
        return clock.instant().isBefore(rowsToldFrom)
                ? rowsToldBefore
                : parts.stream().mapToLong(Part::rows).sum();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, Object> owner() {
        var owner = new LinkedHashMap<String, Object>();
        owner.put("id", 27);
        owner.put("name", "DomoSupport");
        return owner;
    }
}
