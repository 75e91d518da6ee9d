package io.domostream.loader.source;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/** Tells what a failure means: by our own numbers, by classes of exceptions, and by Spring's lists; never by its text. */
record Diagnosis(Product product, @Nullable String databaseName) {

    SourceFault ofQuery(SQLException failure) {
        var causes = Causes.of(failure);
        var own = own(causes);
        if (own != null) {
            return own;
        }
        if (causes.any(Diagnosis::isOfValue)) {
            return SourceFault.VALUE;
        }
        return causes.areOfNetwork() ? SourceFault.GONE : ofQuery(causes.state(), failure);
    }

    private SourceFault ofQuery(String state, SQLException failure) {
        var translated = bySpring(failure);
        if (translated instanceof PermissionDeniedDataAccessException) {
            return SourceFault.NOT_READABLE;
        }
        if (translated instanceof InvalidDataAccessResourceUsageException) {
            return state.equals("42S02") || state.equals("42501") ? SourceFault.NOT_READABLE : SourceFault.QUERY;
        }
        if (translated instanceof DataIntegrityViolationException) {
            return SourceFault.VALUE;
        }
        if (isOfConnection(translated, failure)) {
            return SourceFault.GONE;
        }
        return Objects.requireNonNullElse(ofLogin(state), SourceFault.FAILED);
    }

    /** Whatever is thrown where a connection is asked for. */
    SourceFault ofConnecting(Throwable failure) {
        var causes = Causes.of(failure);
        var own = own(causes);
        if (own != null) {
            return own.atConnecting();
        }
        if (causes.areOfMissing()) {
            return SourceFault.ADDRESS;
        }
        if (causes.areOfNetwork()) {
            return SourceFault.GONE;
        }
        if (causes.areOfArguments() || !(failure instanceof SQLException error)) {
            return SourceFault.ADDRESS;
        }
        return Objects.requireNonNullElseGet(ofLogin(causes.state()), () -> ofConnecting(causes, error));
    }

    private SourceFault ofConnecting(Causes causes, SQLException failure) {
        var translated = bySpring(failure);
        if (translated instanceof PermissionDeniedDataAccessException) {
            return SourceFault.CREDENTIALS;
        }
        // What has neither class, state, number nor cause comes from no server: the driver itself would not go on.
        boolean byDriver = translated == null && causes.all().size() == 1 && failure.getErrorCode() == 0;
        return translated instanceof InvalidDataAccessResourceUsageException
                        || (byDriver && causes.state().isEmpty())
                ? SourceFault.ADDRESS
                : SourceFault.GONE;
    }

    private @Nullable SourceFault own(Causes causes) {
        for (var error : causes.ofDriver()) {
            var own = product == Product.DUCKDB ? DuckDbReport.fault(error) : VendorCodes.of(product, error);
            if (own != null) {
                return own;
            }
        }
        return null;
    }

    private static @Nullable SourceFault ofLogin(String state) {
        if (state.startsWith("28") || state.equals("08004")) {
            return SourceFault.CREDENTIALS;
        }
        return state.startsWith("3D") ? SourceFault.DATABASE : null;
    }

    /** Also a subquery of one value that finds several rows. */
    private static boolean isOfValue(Throwable cause) {
        return cause instanceof SQLDataException
                || (cause instanceof SQLException error
                        && String.valueOf(error.getSQLState()).matches("2[12].*"));
    }

    private static boolean isOfConnection(@Nullable DataAccessException translated, SQLException failure) {
        return translated instanceof DataAccessResourceFailureException
                || translated instanceof RecoverableDataAccessException
                || failure instanceof SQLTransientConnectionException;
    }

    private @Nullable DataAccessException bySpring(SQLException failure) {
        var translator = databaseName == null
                ? new SQLExceptionSubclassTranslator()
                : new SQLErrorCodeSQLExceptionTranslator(databaseName);
        return translator.translate("reading", null, failure);
    }
}
