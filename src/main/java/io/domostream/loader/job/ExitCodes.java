package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.source.SourceException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What a failure means to the shell that started us. */
public final class ExitCodes {
    public static final int OK = 0;
    public static final int BUG = 1;
    public static final int SETTINGS = 2;
    public static final int DATABASE = 3;
    public static final int REFUSED = 4;
    public static final int UNAVAILABLE = 5;
    public static final int UNKNOWN = 6;
    public static final int GUARD = 7;
    public static final int BUSY = 8;
    public static final int STOPPED = 9;

    private ExitCodes() {}

    /** The code of the first cause that says what it is. */
    public static int of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof LoadFailure load) {
                return load.exitCode();
            }
            if (t instanceof BadSettings) {
                return SETTINGS;
            }
            if (t instanceof SourceException source) {
                return source.settings() ? SETTINGS : DATABASE;
            }
            if (t instanceof DomoException.Refused) {
                return REFUSED;
            }
            if (t instanceof DomoException) {
                return UNAVAILABLE;
            }
            if (t instanceof SQLException sql) {
                return ofState(sql.getSQLState());
            }
        }
        return failure instanceof DataAccessException || failure instanceof TransactionException ? DATABASE : BUG;
    }

    private static int ofState(@Nullable String state) {
        return state != null && (state.startsWith("28") || state.startsWith("3D") || state.startsWith("42"))
                ? SETTINGS
                : DATABASE;
    }
}
