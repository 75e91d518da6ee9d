package io.domostream.loader.source;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An error as DuckDB reports it, field by field: it has no numbers and few SQLSTATEs, but JSON where it is asked for. */
record DuckDbReport(JsonNode error) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Null where the driver itself has failed. */
    static @Nullable DuckDbReport of(SQLException failure) {
        var text = String.valueOf(failure.getMessage());
        // The kind may stand before it once more.
        int begin = text.indexOf('{');
        try {
            var error = begin < 0 ? null : JSON.readTree(text.substring(begin));
            return error == null || !error.path("exception_type").isString() ? null : new DuckDbReport(error);
        } catch (JacksonException e) {
            return null;
        }
    }

    static @Nullable SourceFault fault(SQLException failure) {
        var report = of(failure);
        return report == null ? null : report.fault();
    }

    String message() {
        return error.path("exception_message").asString("");
    }

    private SourceFault fault() {
        return switch (error.path("exception_type").stringValue()) {
            case "Catalog" -> isOfTable() ? SourceFault.NOT_READABLE : SourceFault.QUERY;
            case "Parser", "Syntax", "Binder", "Planner", "Not implemented", "Parameter Not Resolved" ->
                SourceFault.QUERY;
            case "Permission" -> SourceFault.NOT_READABLE;
            case "Conversion",
                    "Constraint",
                    "Decimal",
                    "Divide by Zero",
                    "Invalid Input",
                    "Invalid type",
                    "Mismatch Type",
                    "Object Size",
                    "Out of Range" -> SourceFault.VALUE;
            default -> SourceFault.FAILED;
        };
    }

    private boolean isOfTable() {
        return switch (error.path("type").asString("")) {
            case "Table", "View", "Schema" -> true;
            default -> false;
        };
    }
}
