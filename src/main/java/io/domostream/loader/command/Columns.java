package io.domostream.loader.command;

import io.domostream.loader.report.Human;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The columns under which a table shows Domo's JSON. */
enum Columns {
    STREAMS {
        @Override
        Table headings() {
            return new Table("stream", "method", "DataSet", "name", "rows", "modified");
        }

        @Override
        void row(JsonNode stream, Table table) {
            var dataSet = stream.path("dataSet");
            table.row(
                    text(stream, "id"),
                    text(stream, "updateMethod"),
                    stream.path("deleted").asBoolean(false) ? "deleted" : text(dataSet, "id"),
                    text(dataSet, "name"),
                    dataSet.path("rows").isNumber()
                            ? Human.count(dataSet.path("rows").asLong())
                            : null,
                    text(stream, "modifiedAt"));
        }
    },
    EXECUTIONS {
        @Override
        Table headings() {
            return new Table("execution", "state", "started", "ended", "modified");
        }

        @Override
        void row(JsonNode execution, Table table) {
            table.row(
                    text(execution, "id"),
                    text(execution, "currentState"),
                    text(execution, "startedAt"),
                    text(execution, "endedAt"),
                    text(execution, "modifiedAt"));
        }
    };

    abstract Table headings();

    abstract void row(JsonNode node, Table table);

    Table table(Collection<? extends JsonNode> nodes) {
        var table = headings();
        nodes.forEach(node -> row(node, table));
        return table;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.path(name).asString() : null;
    }
}
