package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.command.RepositoryCatalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables that the loader creates together, and tells from tables of others that have the same names. Each table with the
 * columns that its older versions lack.
 */
record RepositoryPart(String title, Map<String, List<String>> tables, List<String> sequences, List<String> scripts) {
    static final RepositoryPart RUNS = new RepositoryPart(
            "the job repository's tables",
            Map.of(
                    "batch_job_instance", List.of(),
                    "batch_job_execution", List.of(),
                    "batch_job_execution_params", List.of("parameter_name", "parameter_type", "parameter_value"),
                    "batch_job_execution_context", List.of(),
                    "batch_step_execution", List.of("create_time"),
                    "batch_step_execution_context", List.of(),
                    "domo_load", List.of(),
                    "domo_load_committed", List.of(),
                    "domo_load_finding", List.of()),
            List.of("batch_job_instance_seq", "batch_job_execution_seq", "batch_step_execution_seq"),
            List.of("job-repository", "job-repository-indexes", "domo-load"));
    static final RepositoryPart WORKERS = new RepositoryPart(
            "the tables for workers",
            Map.of("int_channel_message", List.of("message_content"), "domo_load_throttle", List.of()),
            List.of("int_message_seq"),
            List.of("workers"));

    private static final String PARAMETERS = "batch_job_execution_params";
    // Spring Batch 6 renamed it to batch_job_instance_seq.
    private static final String SEQUENCE_BEFORE_6 = "batch_job_seq";
    // Spring Batch 5 renamed it to parameter_type.
    private static final String COLUMN_BEFORE_5 = "type_cd";
    private static final String OWN_SCHEMA =
            "give the loader a schema of its own: CREATE SCHEMA loader, and ?currentSchema=loader in spring.datasource.url";

    /** The scripts' files, as a DBA finds them. */
    String files() {
        return scripts.stream().map("sql/%s.sql"::formatted).collect(Collectors.joining(", "));
    }

    /** Has all of the part's names, or none. Throws where it is anything else, which the loader must not touch. */
    RepositoryCatalog read(Connection connection) throws SQLException {
        var names = new ArrayList<>(new TreeSet<>(tables.keySet()));
        names.addAll(sequences);
        if (equals(RUNS)) {
            names.add(SEQUENCE_BEFORE_6);
        }
        var catalog = RepositoryCatalog.read(connection, names);
        var problem = problem(catalog);
        if (problem != null) {
            throw problem.see(Runbook.REPOSITORY_TABLES_OF_OTHERS);
        }
        return catalog;
    }

    private @Nullable BadSettings problem(RepositoryCatalog catalog) {
        var found = catalog.own();
        var schema = Objects.requireNonNullElse(catalog.schema(), "");
        if (found.isEmpty()) {
            return elsewhere(catalog.otherSchema(), schema);
        }
        var version = olderSpringBatch(found);
        if (version != null) {
            return unusable("the tables of " + version, schema, "; another application uses them", OWN_SCHEMA);
        }
        var wrong = wrongKind(found);
        if (wrong != null) {
            return unusable("a view or another relation named " + wrong, schema, "", OWN_SCHEMA);
        }
        var missing = new ArrayList<>(new TreeSet<>(tables.keySet()));
        missing.addAll(sequences);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            return incomplete(missing, schema);
        }
        var columns = missingColumns(found);
        return columns.isEmpty()
                ? null
                : unusable(title + " of another version", schema, ", without the columns " + columns, OWN_SCHEMA);
    }

    private @Nullable BadSettings elsewhere(@Nullable String other, String schema) {
        return other == null
                ? null
                : unusable(
                        title,
                        other,
                        ", which is not the first of the search path",
                        "decide for one: ?currentSchema=%s in spring.datasource.url for those tables if they are the loader's, ?currentSchema=%s for new ones"
                                .formatted(other, schema));
    }

    private BadSettings incomplete(List<String> missing, String schema) {
        boolean withoutLoadersOwn = equals(RUNS) && missing.stream().allMatch(name -> name.startsWith("domo_load"));
        return withoutLoadersOwn
                ? unusable(
                        "the tables of Spring Batch 6",
                        schema,
                        ", without " + missing,
                        "if they are another application's, " + OWN_SCHEMA
                                + "; if a DBA created them for the loader, run sql/domo-load.sql too")
                : unusable("a part of " + title, schema, ", without " + missing, "restore them, or " + OWN_SCHEMA);
    }

    private static BadSettings unusable(String what, String schema, String more, String cure) {
        return BadSettings.of(
                "spring.datasource",
                "a database with %s in schema %s%s".formatted(what, schema, more),
                "the loader created nothing; " + cure);
    }

    private static @Nullable String olderSpringBatch(Map<String, Relation> found) {
        var parameters = found.get(PARAMETERS);
        if (parameters == null) {
            return null;
        }
        if (parameters.columns().contains(COLUMN_BEFORE_5)) {
            return "Spring Batch 4 or older";
        }
        boolean renamed = found.containsKey("batch_job_instance_seq");
        return found.containsKey(SEQUENCE_BEFORE_6) && !renamed ? "Spring Batch 5" : null;
    }

    private @Nullable String wrongKind(Map<String, Relation> found) {
        for (var relation : found.values()) {
            boolean right = tables.containsKey(relation.name()) ? relation.isTable() : relation.isSequence();
            if (!right) {
                return relation.name();
            }
        }
        return null;
    }

    private List<String> missingColumns(Map<String, Relation> found) {
        var missing = new ArrayList<String>();
        tables.forEach((table, columns) -> columns.forEach(column -> {
            var relation = found.get(table);
            if (relation == null || !relation.columns().contains(column)) {
                missing.add(table + "." + column);
            }
        }));
        return missing;
    }
}
