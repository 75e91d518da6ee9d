package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import tools.jackson.databind.JsonNode;

/**
 * Finds the tables of other servers that a source reads. postgres_fdw reads all of them under one snapshot for as long as one
 * transaction of one session lasts; of other wrappers this is not known.
 */
record ForeignTables(Session session) {
    private static final String POSTGRES_FDW = "postgres_fdw_handler";

    /** False where several sessions can share one snapshot. Throws where no snapshot can be held. */
    boolean needOneSession(String select) {
        var scans = QueryPlan.of(session, select).foreignScans();
        for (var scan : scans) {
            if (!keepsSnapshot(scan)) {
                throw SourceException.badSettings(
                        "snapshot is shared, but the foreign table %s is read by a wrapper other than postgres_fdw, which may not keep one snapshot"
                                .formatted(scan.path("Relation Name")
                                        .asString(scan.path("Function Name").asString("of the query"))),
                        "set the load's snapshot: none, and give it a key",
                        Runbook.FOREIGN_TABLE,
                        null);
            }
        }
        return !scans.isEmpty();
    }

    private boolean keepsSnapshot(JsonNode scan) {
        if (!scan.has("Relation Name")) {
            // A join on the other server: only postgres_fdw names its statement so.
            return scan.has("Remote SQL");
        }
        return session.one(
                """
                SELECT EXISTS (SELECT FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_catalog.pg_foreign_table t ON t.ftrelid = c.oid
                  JOIN pg_catalog.pg_foreign_server s ON s.oid = t.ftserver
                  JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
                  JOIN pg_catalog.pg_proc p ON p.oid = w.fdwhandler
                  WHERE c.relname = CAST(? AS pg_catalog.name) AND n.nspname = CAST(? AS pg_catalog.name)
                  AND p.proname = CAST(? AS pg_catalog.name))
                """,
                row -> row.getBoolean(1),
                scan.path("Relation Name").asString(),
                scan.path("Schema").asString(),
                POSTGRES_FDW);
    }
}
