package io.domostream.loader;

import java.sql.SQLException;
import java.util.Locale;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What can happen that a person handles in one way; {@code docs/runbook.md} has a heading for each, and its words are the name's. */
public enum Runbook {
    COMMAND_WRONG,
    SETTINGS_WRONG,
    LOAD_UNKNOWN,
    OLD_PARAMETERS,
    VERSION_TOO_OLD,
    NOTHING_TO_SETTLE,

    SOURCE_UNREACHABLE,
    SOURCE_CREDENTIALS,
    SOURCE_SETTINGS,
    SOURCE_SESSION,
    SOURCE_POOLER,
    ROWS_HIDDEN,
    FOREIGN_TABLE,
    TABLE_NOT_READABLE,
    QUERY_WRONG,
    QUERY_FAILED,
    SNAPSHOT_GONE,
    VALUE_NOT_CONVERTED,
    MERGE_KEY_NOT_UNIQUE,
    WATERMARK_UNCERTAIN,
    WATERMARK_OF_NUMBERS,

    REPOSITORY_UNREACHABLE,
    REPOSITORY_REFUSED,
    REPOSITORY_READ_ONLY,
    REPOSITORY_POOLED,
    REPOSITORY_TABLES_MISSING,
    REPOSITORY_TABLES_OF_OTHERS,
    REPOSITORY_INDEXES_MISSING,
    LOCK_LOST,

    DOMO_CREDENTIALS,
    DOMO_FORBIDDEN,
    DOMO_NOT_FOUND,
    DOMO_REFUSED,
    DOMO_UNREACHABLE,
    DOMO_UNAVAILABLE,
    DOMO_THROTTLES,
    CALL_UNANSWERED,

    STREAM_GONE,
    TARGET_NOT_FOUND,
    SEVERAL_STREAMS,
    METHOD_NOT_CHANGED,
    METHOD_CHANGED,
    PART_REJECTED,
    EXECUTION_ENDED,
    EXECUTION_OF_OTHERS,
    EXECUTION_LEFT_OPEN,
    WRITTEN_BY_OTHERS,

    COMMIT_TOO_EARLY,
    COMMIT_FAILED,
    COMMIT_UNKNOWN,
    SINGLE_COMMIT_UNKNOWN,
    COMMITTED_BY_OTHERS,

    TOO_FEW_ROWS,
    SCHEMA_CHANGED,
    PART_TOO_LARGE,
    ROWS_DO_NOT_ADD_UP,
    ROW_COUNT_DIFFERS,
    BOUNDS_DO_NOT_RISE,
    REHEARSAL_DIFFERS,

    BUSY,
    STREAM_BUSY,
    WORKER_LEFT,
    WORKER_DIFFERS,
    WORKERS_MISSING,
    WORKERS_SNAPSHOT,
    STOPPED,
    RUN_BEGUN_ANEW,
    OUT_OF_MEMORY,
    DISK_FULL,
    BUG;

    private static final String PAGE = "docs/runbook.md#";

    /** That of the first cause that knows it; beside what knows, only the job repository throws a database's own failures. */
    public static Runbook of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Explained explained) {
                return explained.runbook();
            }
            if (t instanceof OutOfMemoryError) {
                return OUT_OF_MEMORY;
            }
            if (t instanceof SQLException sql) {
                return ofRepository(String.valueOf(sql.getSQLState()));
            }
        }
        return failure instanceof DataAccessException || failure instanceof TransactionException
                ? REPOSITORY_UNREACHABLE
                : BUG;
    }

    private static Runbook ofRepository(String state) {
        if (state.equals("25006")) {
            return REPOSITORY_READ_ONLY;
        }
        return state.matches("(28|3D|42).*") ? REPOSITORY_REFUSED : REPOSITORY_UNREACHABLE;
    }

    /** Its heading's, as GitHub makes it. */
    public String anchor() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where a person reads on, as every message has it. */
    @Override
    public String toString() {
        return PAGE + anchor();
    }
}
