package io.domostream.loader.job;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes a load's old runs from the job repository. Takes no lock: a run under way is the load's newest, which stays,
 * and so does every run that may still be gone on with.
 */
public final class Pruning {
    // So many that a transaction stays short beside a run under way.
    private static final int AT_ONCE = 500;
    private static final String ATTEMPTS =
            "select job_execution_id from batch_job_execution where job_instance_id in (:runs)";
    private static final String STEPS =
            "select step_execution_id from batch_step_execution where job_execution_id in (" + ATTEMPTS + ")";
    // Spring Batch's own deleting asks some three statements for each slice.
    private static final List<String> DELETES = List.of(
            "delete from batch_step_execution_context where step_execution_id in (" + STEPS + ")",
            "delete from batch_step_execution where job_execution_id in (" + ATTEMPTS + ")",
            "delete from batch_job_execution_context where job_execution_id in (" + ATTEMPTS + ")",
            "delete from batch_job_execution_params where job_execution_id in (" + ATTEMPTS + ")",
            "delete from batch_job_execution where job_instance_id in (:runs)",
            "delete from batch_job_instance where job_instance_id in (:runs)");
    private final JdbcClient jdbc;
    private final RunTable runs;
    private final TransactionTemplate whole;

    public Pruning(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.runs = new RunTable(jdbc);
        this.whole = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** How many runs are gone, and how many are left. */
    public record Pruned(String load, long removed, long kept) {}

    /** {@code keep}, the number of newest runs that stay, is 1 at least: the next run is numbered after the last. */
    public Pruned prune(String load, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep is " + keep);
        }
        var newest = runs.newest(load, keep);
        long oldestKept = newest.isEmpty() ? 0 : newest.get(newest.size() - 1);
        long removed = 0;
        long after = 0;
        List<Long> gone;
        do {
            long from = after;
            gone = whole.execute(transaction -> remove(runs.over(load, from, oldestKept, AT_ONCE)));
            removed += gone.size();
            after = gone.isEmpty() ? after : gone.get(gone.size() - 1);
        } while (!gone.isEmpty());
        return new Pruned(load, removed, runs.count(load));
    }

    /** It has runs, though it may have no settings any more. */
    public boolean knows(String load) {
        return !runs.newest(load, 1).isEmpty();
    }

    private List<Long> remove(List<Long> numbers) {
        if (!numbers.isEmpty()) {
            DELETES.forEach(sql -> jdbc.sql(sql).param("runs", numbers).update());
        }
        return numbers;
    }
}
