package io.domostream.loader.source;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error as PostgreSQL itself reports it, field by field. */
record ServerReport(ServerErrorMessage error) {
    // The server's function that refuses a query whose rows a policy would filter; its SQLSTATE is that of missing
    // rights.
    private static final String ROW_SECURITY_CHECK = "check_enable_rls";

    /** Null where the driver, or another database, failed. */
    static @Nullable ServerReport of(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PSQLException server && server.getServerErrorMessage() != null) {
                return new ServerReport(server.getServerErrorMessage());
            }
        }
        return null;
    }

    static boolean isRowSecurity(SQLException failure) {
        var report = of(failure);
        return report != null && ROW_SECURITY_CHECK.equals(report.error.getRoutine());
    }

    String message() {
        return String.valueOf(error.getMessage());
    }

    /** Null also for an error within a user's function, which may put a row's data there. */
    @Nullable
    String hint() {
        return error.getWhere() == null ? error.getHint() : null;
    }
}
