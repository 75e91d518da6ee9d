package io.domostream.loader.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row a load has in the repository's database: what outlives its runs. */
final class LoadTable {
    private final JdbcClient jdbc;

    LoadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(String load, String holder) {
        jdbc.sql("insert into domo_load (load_name) values (:load) on conflict do nothing")
                .param("load", load)
                .update();
        jdbc.sql("update domo_load set holder = :holder where load_name = :load")
                .param("holder", holder)
                .param("load", load)
                .update();
    }

    @Nullable
    String holder(String load) {
        return jdbc.sql("select holder from domo_load where load_name = :load")
                .param("load", load)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    @Nullable
    Long stream(String load) {
        return jdbc.sql("select stream_id from domo_load where load_name = :load and stream_id is not null")
                .param("load", load)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    void keepStream(String load, long stream) {
        jdbc.sql("update domo_load set stream_id = :stream, create_intent = null where load_name = :load")
                .param("stream", stream)
                .param("load", load)
                .update();
    }

    void forgetStream(String load) {
        jdbc.sql("update domo_load set stream_id = null, create_intent = null where load_name = :load")
                .param("load", load)
                .update();
    }

    void intendToCreate(String load, Instant at) {
        jdbc.sql("update domo_load set create_intent = :at where load_name = :load")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("load", load)
                .update();
    }

    boolean createIntended(String load) {
        return jdbc.sql("select create_intent is not null from domo_load where load_name = :load")
                .param("load", load)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void withdrawCreate(String load) {
        jdbc.sql("update domo_load set create_intent = null where load_name = :load")
                .param("load", load)
                .update();
    }

    /** The run is committed, with its parameters' values and how far it got; said again it changes nothing. */
    void keepCommitted(String load, RunState state, Instant at) {
        var manifest = state.manifest();
        var increment = manifest == null ? null : manifest.increment();
        var parameters = RunParameters.json(
                LoadSettings.chosen(increment != null, state.parameters().values()));
        // Two statements that H2 knows too; nobody comes between them, for the load's lock is held.
        for (var sql : new String[] {
            "insert into domo_load_committed"
                    + " (load_name, parameters_id, parameters, stream_id, dataset_id, run_id, committed_at, watermark_column, watermark)"
                    + " values (:load, :id, :parameters, :stream, :dataSet, :run, :at, :column, :reached) on conflict do nothing",
            "update domo_load_committed set stream_id = :stream, dataset_id = :dataSet, run_id = :run, committed_at = :at,"
                    + " watermark_column = :column, watermark = :reached where load_name = :load and parameters_id = :id and run_id < :run"
        }) {
            jdbc.sql(sql)
                    .param("stream", state.stream())
                    .param("dataSet", state.dataSet())
                    .param("column", increment == null ? null : increment.column())
                    .param("reached", increment == null ? null : increment.reached())
                    .param("load", load)
                    .param("id", RunParameters.id(parameters))
                    .param("parameters", parameters)
                    .param("run", state.instance().getInstanceId())
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** How far the last commit of these parameters' rows to this stream got; null where there is none, or no watermark. */
    Increments.@Nullable Reached reached(String load, Map<String, String> values, long stream) {
        return jdbc.sql("select watermark_column, watermark from domo_load_committed where load_name = :load"
                        + " and parameters_id = :id and stream_id = :stream and watermark is not null")
                .param("load", load)
                .param("id", RunParameters.id(RunParameters.json(LoadSettings.chosen(true, values))))
                .param("stream", stream)
                .query((row, number) -> new Increments.Reached(row.getString(1), row.getString(2)))
                .optional()
                .orElse(null);
    }

    /** The run that committed these parameters' rows to the DataSet that the load has now, or null. */
    @Nullable
    Long committedBy(String load, Map<String, String> values, LoadSettings.DataSetRef to) {
        return jdbc.sql("select run_id from domo_load_committed where load_name = :load and parameters_id = :id"
                        + " and stream_id = coalesce(cast(:stream as bigint),"
                        + " (select stream_id from domo_load where load_name = :load))"
                        + " and dataset_id = coalesce(cast(:dataSet as varchar(90)), dataset_id)")
                .param("load", load)
                .param("id", RunParameters.id(RunParameters.json(values)))
                .param("stream", to.stream())
                .param("dataSet", to.id())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /** False when it was said before. */
    boolean keepFinding(String load, RunState state, String finding, String who) {
        return jdbc.sql("insert into domo_load_finding (load_name, stream_id, execution_id, finding, found_by)"
                                + " values (:load, :stream, :execution, :finding, :who) on conflict do nothing")
                        .param("load", load)
                        .param("stream", state.stream())
                        .param("execution", state.execution())
                        .param("finding", finding)
                        .param("who", who)
                        .update()
                > 0;
    }

    /** Who said so, or null. */
    @Nullable
    String foundBy(String load, long execution, String finding) {
        return jdbc.sql("select min(found_by) from domo_load_finding where load_name = :load"
                        + " and execution_id = :execution and finding = :finding")
                .param("load", load)
                .param("execution", execution)
                .param("finding", finding)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
