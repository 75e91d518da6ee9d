package io.domostream.loader.job;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at Spring Batch's tables that its own repository makes by reading all runs of a load, or one after another. */
final class RunTable {
    // Over is what NextRun does not go on with. In JSON no value but a key stands between bare quotes and a colon.
    private static final String UNFINISHED = " exists (select 1 from batch_job_execution e"
            + " left join batch_job_execution_context c on c.job_execution_id = e.job_execution_id"
            + " where e.job_execution_id = (select max(job_execution_id) from batch_job_execution"
            + " where job_instance_id = i.job_instance_id) and e.status <> 'COMPLETED'"
            + " and coalesce(c.serialized_context, c.short_context, '') not like '%\"" + RunState.ENDED + "\":%')";
    private final JdbcClient jdbc;

    RunTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The numbers of the load's newest runs, newest first. */
    List<Long> newest(String load, int count) {
        return jdbc.sql("select job_instance_id from batch_job_instance where job_name = :job"
                        + " order by job_instance_id desc limit :count")
                .param("job", LoadJob.name(load))
                .param("count", count)
                .query(Long.class)
                .list();
    }

    /** Numbers of runs between these two that nothing will go on with, oldest first, locked until the transaction ends. */
    List<Long> over(String load, long after, long before, int atMost) {
        return jdbc.sql("select job_instance_id from batch_job_instance i where job_name = :job"
                        + " and job_instance_id > :after and job_instance_id < :before and not" + UNFINISHED
                        + " order by job_instance_id limit :count for update")
                .param("job", LoadJob.name(load))
                .param("after", after)
                .param("before", before)
                .param("count", atMost)
                .query(Long.class)
                .list();
    }

    /** When an execution of the load last ended well, in UTC; one whose check after the commit failed did not. */
    @Nullable
    LocalDateTime lastSuccess(String load) {
        return jdbc.sql("select e.end_time from batch_job_instance i"
                        + " join batch_job_execution e on e.job_instance_id = i.job_instance_id"
                        + " left join batch_job_execution_context c on c.job_execution_id = e.job_execution_id"
                        + " where i.job_name = :job and e.status = 'COMPLETED' and e.end_time is not null"
                        + " and coalesce(c.serialized_context, c.short_context, '') not like '%\"" + RunState.VERDICT
                        + "\":%'"
                        + " order by i.job_instance_id desc, e.job_execution_id desc limit 1")
                .param("job", LoadJob.name(load))
                .query(LocalDateTime.class)
                .optional()
                .orElse(null);
    }

    long count(String load) {
        return jdbc.sql("select count(*) from batch_job_instance where job_name = :job")
                .param("job", LoadJob.name(load))
                .query(Long.class)
                .single();
    }
}
