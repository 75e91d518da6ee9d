package io.domostream.loader.source;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the planner expects of a statement. Planning also checks names, types and rights, without reading a row. */
record QueryPlan(long rows, double rowBytes, List<JsonNode> foreignScans) {
    private static final String FOREIGN = "Foreign Scan";
    private static final String FUNCTION = "Function Scan";
    private static final String DBLINK = "dblink";

    static QueryPlan of(Session session, String select) {
        var json =
                String.join("\n", session.query("EXPLAIN (VERBOSE, FORMAT JSON) " + select, row -> row.getString(1)));
        var plan = JsonMapper.shared().readTree(json).path(0).path("Plan");
        return new QueryPlan(
                plan.path("Plan Rows").asLong(),
                plan.path("Plan Width").asDouble(),
                plan.findParents("Node Type").stream()
                        .filter(QueryPlan::readsAnotherServer)
                        .toList());
    }

    /** Whether tables of other servers are read for these columns. */
    static boolean readsAnotherServer(Session session, List<String> columns, String from) {
        return !of(session, "SELECT " + String.join(", ", columns) + " FROM " + from)
                .foreignScans()
                .isEmpty();
    }

    private static boolean readsAnotherServer(JsonNode node) {
        var type = node.path("Node Type").asString();
        return FOREIGN.equals(type)
                || (FUNCTION.equals(type)
                        && node.path("Function Name").asString("").startsWith(DBLINK));
    }
}
