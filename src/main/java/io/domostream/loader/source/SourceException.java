package io.domostream.loader.source;

import io.domostream.loader.Explained;
import io.domostream.loader.Runbook;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The source could not be read; when settings are to blame, the one-line message says which and what to do. */
public final class SourceException extends RuntimeException implements Explained {
    private static final Pattern SETTINGS_STATE = Pattern.compile("(28|3D|42).*");

    private static final String STANDBY = "with one single host in source.url,"
            + " hot_standby_feedback = on if it is a standby, or the load's snapshot: none";

    private static final String VALUE = "a value";

    private final boolean settings;
    private final Runbook runbook;

    private SourceException(String message, boolean settings, Runbook runbook, @Nullable Throwable cause) {
        super(message, cause);
        this.settings = settings;
        this.runbook = runbook;
    }

    /** Whether other settings are needed, so that trying again is of no use. */
    public boolean settings() {
        return settings;
    }

    @Override
    public Runbook runbook() {
        return runbook;
    }

    static SourceException badSettings(String thing, String cure) {
        return badSettings(thing, cure, Runbook.SOURCE_SETTINGS, null);
    }

    static SourceException badSettings(String thing, String cure, Runbook runbook, @Nullable SQLException cause) {
        return new SourceException(thing + ": " + cure, true, runbook, cause);
    }

    static SourceException because(String problem, Runbook runbook, @Nullable SQLException cause) {
        return new SourceException(problem, false, runbook, cause);
    }

    /** The server would not take a snapshot that another of its sessions had exported, whatever words it has for that. */
    static SourceException snapshotGone(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        return state.startsWith("08") || state.startsWith("57")
                ? of(cause)
                : because(
                        "source: %s (SQLSTATE %s): the snapshot is gone; run again, %s"
                                .formatted(saidByServer(cause), state, STANDBY),
                        Runbook.SNAPSHOT_GONE,
                        cause);
    }

    static SourceException of(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        var said = saidByServer(cause);
        // A reader of one moment meets this only on a standby, which must apply what its primary has cleaned away.
        if ("40001".equals(state)) {
            return because(
                    "source: %s (SQLSTATE %s): run again, %s".formatted(said, state, STANDBY),
                    Runbook.SNAPSHOT_GONE,
                    cause);
        }
        if (state.startsWith("22") || VendorCodes.quoteValue(cause)) {
            // The server quotes the value it could not convert, and no row's data may reach a log.
            return lossy(VALUE, " (SQLSTATE " + state + ")");
        }
        if (VendorCodes.noSnapshots(cause)) {
            return badSettings(
                    "snapshot is shared, which the source's database does not allow",
                    "run ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON there, or set the load's snapshot: none",
                    Runbook.SOURCE_SETTINGS,
                    cause);
        }
        if (SETTINGS_STATE.matcher(state).matches() || VendorCodes.aboutSettings(cause)) {
            return new SourceException(
                    "source: %s (SQLSTATE %s): %s".formatted(said, state, cure(state)), true, ofSettings(state), cause);
        }
        return new SourceException("source: %s (SQLSTATE %s)".formatted(said, state), false, ofServer(state), cause);
    }

    /** A value has no such form. */
    static SourceException lossy() {
        return lossy(VALUE, "");
    }

    private static SourceException lossy(String value, String state) {
        return because(
                "%s can't be converted without loss to the type that the load's columns or query asks for%s: set the column to STRING"
                        .formatted(value, state),
                Runbook.VALUE_NOT_CONVERTED,
                null);
    }

    /** The same of a value of which it is known where it stands. */
    SourceException about(String column) {
        var message = String.valueOf(getMessage());
        return message.startsWith(VALUE)
                ? because("a value of " + column + message.substring(VALUE.length()), runbook, null)
                : this;
    }

    private static String saidByServer(SQLException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof PSQLException server && server.getServerErrorMessage() != null) {
                return String.valueOf(server.getServerErrorMessage().getMessage());
            }
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replace("; SQL statement:", "");
    }

    /** The connection has ended, or the server lets nobody in for now; what else may stop a query, a person's cancel too, is its own. */
    private static Runbook ofServer(String state) {
        return state.matches("(08|57P|53300).*") ? Runbook.SOURCE_UNREACHABLE : Runbook.QUERY_FAILED;
    }

    private static Runbook ofSettings(String state) {
        return switch (state) {
            case "42P01", "42501" -> Runbook.TABLE_NOT_READABLE;
            default -> state.matches("(28|3D).*") ? Runbook.SOURCE_CREDENTIALS : Runbook.QUERY_WRONG;
        };
    }

    private static String cure(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "28" -> "check source.username and source.password, and that the server lets this host in";
            case "3D" -> "check the database's name in source.url";
            default ->
                "42501".equals(state)
                        ? "grant the user SELECT on it (and USAGE on its schema)"
                        : "check the load's table, query, key and columns";
        };
    }
}
