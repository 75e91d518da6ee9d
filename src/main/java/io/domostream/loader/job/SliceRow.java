package io.domostream.loader.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.batch.core.BatchStatus;

/** A slice as one look at the job repository shows it, and whether a worker has claimed it; of its context it has nothing. */
record SliceRow(long id, String name, BatchStatus status, int parts, boolean claimed, SliceSum sum) {
    static SliceRow of(ResultSet row) throws SQLException {
        return new SliceRow(
                row.getLong("step_execution_id"),
                row.getString("step_name"),
                BatchStatus.valueOf(row.getString("status")),
                row.getInt("write_count"),
                row.getBoolean("claimed"),
                SliceSum.parse(row.getString("exit_message")));
    }

    boolean done() {
        return status == BatchStatus.COMPLETED;
    }
}
