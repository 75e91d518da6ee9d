package io.domostream.loader.job;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row a load has in the repository's database: what outlives its runs. */
final class LoadTable {
    private final JdbcClient jdbc;

    LoadTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(String load, String holder) {
        jdbc.sql("insert into domo_load (load_name, holder) values (:load, :holder)"
                        + " on conflict (load_name) do update set holder = excluded.holder")
                .param("load", load)
                .param("holder", holder)
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

    void keepFinding(String load, String finding) {
        jdbc.sql("update domo_load set finding = :finding where load_name = :load")
                .param("finding", finding)
                .param("load", load)
                .update();
    }
}
