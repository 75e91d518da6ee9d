package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.job.LoadFailure;
import io.domostream.loader.source.SourceException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the cause that has something to say. */
final class Failures {
    private Failures() {}

    static String message(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BadSettings
                    || t instanceof LoadFailure
                    || t instanceof SourceException
                    || t instanceof DomoException) {
                return Objects.requireNonNull(t.getMessage());
            }
            if (t instanceof SQLException sql && "25006".equals(sql.getSQLState())) {
                return "job repository (spring.datasource): %s; it must be writable: give the primary's address, then run again"
                        .formatted(oneLine(said(sql)));
            }
            if (t instanceof SQLException sql) {
                return "job repository (spring.datasource): %s; see that the database is there and its name and credentials are right"
                        .formatted(oneLine(said(sql)));
            }
        }
        return oneLine(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    // The pool's time-out holds its numbers, its cause the reason, such as a server without a connection to spare.
    private static String said(SQLException failure) {
        var said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return failure.getCause() instanceof SQLException reason ? said + ": " + reason.getMessage() : said;
    }

    /** A failure's message, and where a person reads on; nothing comes after it. */
    static String told(String message, @Nullable Runbook runbook) {
        return runbook == null ? message : "%s%nsee %s".formatted(message, runbook);
    }

    static String oneLine(String text) {
        return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(text);
    }
}
