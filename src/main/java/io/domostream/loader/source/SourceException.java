package io.domostream.loader.source;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The source could not be read; when settings are to blame, the one-line message says which and what to do. */
public final class SourceException extends RuntimeException {
    private static final Pattern SETTINGS_STATE = Pattern.compile("(28|3D|42).*");

    private static final String STANDBY = "with one single host in source.url,"
            + " hot_standby_feedback = on if it is a standby, or the load's snapshot: none";

    private final boolean settings;

    private SourceException(String message, boolean settings, @Nullable Throwable cause) {
        super(message, cause);
        this.settings = settings;
    }

    /** Whether other settings are needed, so that trying again is of no use. */
    public boolean settings() {
        return settings;
    }

    static SourceException badSettings(String thing, String cure) {
        return badSettings(thing, cure, null);
    }

    static SourceException badSettings(String thing, String cure, @Nullable SQLException cause) {
        return new SourceException(thing + ": " + cure, true, cause);
    }

    static SourceException because(String problem) {
        return because(problem, null);
    }

    static SourceException because(String problem, @Nullable SQLException cause) {
        return new SourceException(problem, false, cause);
    }

    /** The server would not take a snapshot that another of its sessions had exported, whatever words it has for that. */
    static SourceException snapshotGone(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        return state.startsWith("08") || state.startsWith("57")
                ? of(cause)
                : because(
                        "source: %s (SQLSTATE %s): the snapshot is gone; run again, %s"
                                .formatted(saidByServer(cause), state, STANDBY),
                        cause);
    }

    static SourceException of(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        var said = saidByServer(cause);
        // A reader of one moment meets this only on a standby, which must apply what its primary has cleaned away.
        if ("40001".equals(state)) {
            return because("source: %s (SQLSTATE %s): run again, %s".formatted(said, state, STANDBY), cause);
        }
        if (state.startsWith("22") || VendorCodes.quoteValue(cause)) {
            // The server quotes the value it could not convert, and no row's data may reach a log.
            return lossy(" (SQLSTATE " + state + ")");
        }
        if (VendorCodes.noSnapshots(cause)) {
            return badSettings(
                    "snapshot is shared, which the source's database does not allow",
                    "run ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON there, or set the load's snapshot: none",
                    cause);
        }
        if (SETTINGS_STATE.matcher(state).matches() || VendorCodes.aboutSettings(cause)) {
            return new SourceException("source: %s (SQLSTATE %s): %s".formatted(said, state, cure(state)), true, cause);
        }
        return new SourceException("source: %s (SQLSTATE %s)".formatted(said, state), false, cause);
    }

    /** A value has no such form. */
    static SourceException lossy(String detail) {
        return because(
                "a value can't be converted without loss to the type that the load's columns or query asks for%s: set the column to STRING"
                        .formatted(detail));
    }

    private static String saidByServer(SQLException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof PSQLException server && server.getServerErrorMessage() != null) {
                return String.valueOf(server.getServerErrorMessage().getMessage());
            }
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replace("; SQL statement:", "");
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
