package io.domostream.loader;

/** Many finished runs, made of a real one within seconds. */
final class PastRuns {
    private PastRuns() {}

    /** Copies a run, with all that the job repository knows of it, so many times; each copy is newer than all runs before. */
    static void copy(String repository, long run, int copies) {
        TestPostgres.execute(repository, """
                set session_replication_role = replica;
                create temp table old as
                  select job_instance_id as run, job_execution_id as attempt, nextval('batch_job_instance_seq') as last_run,
                    nextval('batch_job_execution_seq') as last_attempt, nextval('batch_step_execution_seq') as last_step
                  from batch_job_execution where job_instance_id = %d;
                create temp table old_step as
                  select step_execution_id as id, row_number() over (order by step_execution_id) as nth, count(*) over () as steps
                  from batch_step_execution join old on job_execution_id = attempt;
                create temp table past as
                  select g, last_run + g as run, last_attempt + g as attempt from old, generate_series(1, %d) g;
                insert into batch_job_instance
                  select p.run, version, job_name, md5(p.run::text)
                  from past p, old o join batch_job_instance on job_instance_id = o.run;
                insert into batch_job_execution
                  select p.attempt, version, p.run, create_time, start_time, end_time, status, exit_code, exit_message, last_updated
                  from past p, old o join batch_job_execution on job_execution_id = o.attempt;
                insert into batch_job_execution_params
                  select p.attempt, parameter_name, parameter_type,
                    case parameter_name when 'run' then p.run::text else parameter_value end, identifying
                  from past p, old o join batch_job_execution_params on job_execution_id = o.attempt;
                insert into batch_job_execution_context
                  select p.attempt, short_context, serialized_context
                  from past p, old o join batch_job_execution_context on job_execution_id = o.attempt;
                insert into batch_step_execution
                  select last_step + (g - 1) * steps + nth, version, step_name, p.attempt, create_time, start_time, end_time, status,
                    commit_count, read_count, filter_count, write_count, read_skip_count, write_skip_count,
                    process_skip_count, rollback_count, exit_code, exit_message, last_updated
                  from past p, old, old_step join batch_step_execution on step_execution_id = id;
                insert into batch_step_execution_context
                  select last_step + (g - 1) * steps + nth, short_context, serialized_context
                  from past p, old, old_step join batch_step_execution_context on step_execution_id = id;
                select setval('batch_job_instance_seq', (select max(job_instance_id) from batch_job_instance)),
                  setval('batch_job_execution_seq', (select max(job_execution_id) from batch_job_execution)),
                  setval('batch_step_execution_seq', (select max(step_execution_id) from batch_step_execution));
                analyze""".formatted(run, copies));
    }
}
