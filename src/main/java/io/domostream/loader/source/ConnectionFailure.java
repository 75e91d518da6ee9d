package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;

/** Says in one line why there is no connection to PostgreSQL, which setting that concerns, and what to do. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static SourceException of(SourceSettings settings, SQLException failure) {
        var state = state(failure);
        var url = "source.url is " + settings.address();
        var user = "source.username is " + (settings.username() == null ? "not set" : settings.username());
        var said = said(failure) + " (SQLSTATE " + state + ")";
        // The driver's own refusal, such as a password that is wanted and not given, has no class of the server's.
        if (state.startsWith("28") || state.startsWith("42") || "08004".equals(state)) {
            return SourceException.badSettings(
                    "%s, %s: %s".formatted(url, user, said),
                    "check source.username, source.password, and that this user may connect from this host",
                    Runbook.SOURCE_CREDENTIALS,
                    failure);
        }
        if (state.startsWith("3D")) {
            return SourceException.badSettings(
                    url + ": " + said, "check the database's name", Runbook.SOURCE_CREDENTIALS, failure);
        }
        return SourceException.because(
                url + ": " + said + ": see that the server is up and can be reached from here, then run again",
                Runbook.SOURCE_UNREACHABLE,
                failure);
    }

    // The pool's time-out holds its numbers, its cause holds the reason.
    private static String said(SQLException failure) {
        var said = new ArrayList<String>();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            var line = String.valueOf(at.getMessage()).lines().findFirst().orElse("");
            var text = at instanceof SQLException ? line : at.getClass().getSimpleName() + ": " + line;
            if (!said.contains(text)) {
                said.add(text);
            }
        }
        return String.join(": ", said);
    }

    private static String state(SQLException failure) {
        var state = "unknown";
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }
}
