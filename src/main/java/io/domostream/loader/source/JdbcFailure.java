package io.domostream.loader.source;

import java.sql.DataTruncation;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Says in one line what has failed on a database that is read by plain JDBC, and what to do. */
record JdbcFailure(SourceSettings settings, Diagnosis diagnosis) {

    static JdbcFailure of(SourceSettings settings, @Nullable String databaseName) {
        return new JdbcFailure(settings, new Diagnosis(Product.of(settings.url()), databaseName));
    }

    /** There is no connection. */
    SourceException connecting(Throwable failure) {
        var fault = ofConnecting(failure);
        var user = fault == SourceFault.CREDENTIALS
                ? ", source.username is " + (settings.username() == null ? "not set" : settings.username())
                : "";
        var said = reasons(failure) + codes(failure);
        return fault == SourceFault.ADDRESS
                // Without the cause, whose message may quote a password in the address.
                ? SourceException.of(fault, address() + ": " + settings.refusal(said), null)
                : SourceException.of(fault, address() + user + ": " + said, failure);
    }

    private SourceFault ofConnecting(Throwable failure) {
        boolean inUse = diagnosis.product() == Product.DUCKDB && DuckDbFile.isInUse(settings.url());
        return inUse ? SourceFault.GONE : diagnosis.ofConnecting(failure);
    }

    /** A query, or what belongs to one, has failed. */
    SourceException querying(SourceFault fault, SQLException failure) {
        return switch (fault) {
            case VALUE -> SourceException.ofValue(new ValueFault(valueState(failure), null, null));
            case NO_SNAPSHOTS ->
                SourceException.of(fault, "snapshot is shared, which the source's database does not allow", failure);
            case GONE -> SourceException.of(fault, address() + ": " + reasons(failure) + codes(failure), failure);
            default -> SourceException.of(fault, "source: " + line(failure) + codes(failure), failure);
        };
    }

    private String address() {
        return "source.url is " + settings.address();
    }

    // The pool's time-out holds its numbers, its cause holds the reason.
    private String reasons(Throwable failure) {
        var said = new ArrayList<String>();
        for (var cause : Causes.of(failure).all()) {
            var line = line(cause);
            if (said.stream().noneMatch(before -> before.contains(line))) {
                said.add(cause instanceof SQLException ? line : cause.getClass().getSimpleName() + ": " + line);
            }
        }
        return String.join(": ", said);
    }

    private String line(Throwable cause) {
        var report = cause instanceof SQLException error ? DuckDbReport.of(error) : null;
        var text = String.valueOf(report == null ? cause.getMessage() : report.message());
        return settings.withoutSecrets(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("")
                .replace("; SQL statement:", ""));
    }

    private static String codes(Throwable failure) {
        var state = Causes.of(failure).state();
        var codes = new ArrayList<String>();
        if (!state.isEmpty()) {
            codes.add("SQLSTATE " + state);
        }
        for (var error : Causes.of(failure).ofDriver()) {
            var number = String.valueOf(error.getErrorCode());
            if (codes.size() < 2 && error.getErrorCode() != 0 && !number.equals(state)) {
                codes.add("error " + number);
            }
        }
        return codes.isEmpty() ? "" : " (" + String.join(", ", codes) + ")";
    }

    // The drivers of MySQL and MariaDB may call each fault of a value a text that is too long.
    private static @Nullable String valueState(SQLException failure) {
        if (!(failure instanceof DataTruncation)) {
            return failure.getSQLState();
        }
        return switch (failure.getErrorCode()) {
            case 1264, 1690 -> "22003";
            case 1292 -> "22007";
            case 1406 -> "22001";
            case 3140, 3141 -> "22032";
            default -> "22000";
        };
    }
}
