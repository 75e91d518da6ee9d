package io.domostream.loader.source;

import io.domostream.loader.Explained;
import io.domostream.loader.Runbook;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source could not be read; when settings are to blame, the one-line message says which and what to do. */
public final class SourceException extends RuntimeException implements Explained {
    private static final Pattern SETTINGS_STATE = Pattern.compile("(28|3D|42).*");

    private static final String STANDBY = "with one single host in source.url,"
            + " hot_standby_feedback = on if it is a standby, or the load's snapshot: none";

    private static final String NO_SUCH_STATEMENT = "26000";
    private static final String SUCH_A_STATEMENT = "42P05";

    private final boolean settings;
    private final Runbook runbook;
    private final transient @Nullable ValueFault value;

    private SourceException(String message, boolean settings, Runbook runbook, @Nullable Throwable cause) {
        super(message, cause);
        this.settings = settings;
        this.runbook = runbook;
        this.value = null;
    }

    // Without a cause, whose message would quote the value.
    private SourceException(String message, ValueFault value) {
        super(message);
        this.settings = false;
        this.runbook = Runbook.VALUE_NOT_CONVERTED;
        this.value = value;
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

    /** Of a database that is read by plain JDBC. */
    static SourceException of(SourceFault fault, String problem, @Nullable Throwable cause) {
        return new SourceException(problem + ": " + fault.cure(), fault.settings(), fault.runbook(), cause);
    }

    /** A value of the query or table, whose column is not known. */
    static SourceException ofValue(ValueFault value) {
        return ofValue("the query or table", value);
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

    /** Of PostgreSQL. */
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
        if (state.startsWith("22")) {
            return ofValue(ValueFault.of(state, hint(cause)));
        }
        if (ServerReport.isRowSecurity(cause)) {
            return badSettings(
                    "source: %s (SQLSTATE %s): the policy hides rows from source.username".formatted(said, state),
                    "grant this role BYPASSRLS, or set the load's row-security: apply if the rows that the policy shows are the wanted ones",
                    Runbook.ROWS_HIDDEN,
                    cause);
        }
        if (NO_SUCH_STATEMENT.equals(state) || SUCH_A_STATEMENT.equals(state)) {
            return badSettings(
                    "source: %s (SQLSTATE %s): a pooler gives each transaction another session".formatted(said, state),
                    "leave prepareThreshold out of source.url, or give the database's own address",
                    Runbook.SOURCE_POOLER,
                    cause);
        }
        if (SETTINGS_STATE.matcher(state).matches()) {
            return new SourceException(
                    "source: %s (SQLSTATE %s): %s".formatted(said, state, cure(state)), true, ofSettings(state), cause);
        }
        return new SourceException("source: %s (SQLSTATE %s)".formatted(said, state), false, ofServer(state), cause);
    }

    /** A value has no such form. */
    static SourceException lossy() {
        return new SourceException(ValueFault.CONVERSION.conversion("a column", null), ValueFault.CONVERSION);
    }

    private static SourceException ofValue(String where, ValueFault value) {
        return new SourceException(value.expression(where), value);
    }

    /** Whether a row's value could not be read, converted or computed. */
    boolean aboutValue() {
        return value != null;
    }

    /** The same with the policies that hide rows. */
    SourceException byPolicies(List<String> names) {
        return names.isEmpty()
                ? this
                : new SourceException(
                        "%s (policy: %s)".formatted(getMessage(), String.join(", ", names)),
                        settings,
                        runbook,
                        getCause());
    }

    /** The same of a column whose value can be read, but not converted to the type that the load asks for. */
    SourceException inConversion(String where, @Nullable DomoType type) {
        return value == null ? this : new SourceException(value.conversion(where, type), value);
    }

    /** The same of a column whose value the source itself can't give. */
    SourceException inExpression(String where, @Nullable String encoding) {
        return value == null ? this : ofValue(where, value.withEncoding(encoding));
    }

    private static String saidByServer(SQLException cause) {
        var report = ServerReport.of(cause);
        if (report != null) {
            var hint = report.hint();
            return hint == null ? report.message() : report.message() + " (hint: " + hint + ")";
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replace("; SQL statement:", "");
    }

    private static @Nullable String hint(SQLException cause) {
        var report = ServerReport.of(cause);
        return report == null ? null : report.hint();
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
