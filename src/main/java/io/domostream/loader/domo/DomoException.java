package io.domostream.loader.domo;

import io.domostream.loader.Explained;
import io.domostream.loader.Runbook;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A call to Domo that failed; the variant says what that proves about the last time it was sent. */
public abstract sealed class DomoException extends RuntimeException implements Explained
        permits DomoException.NotSent, DomoException.Refused, DomoException.Unavailable {
    private final @Nullable Integer status;
    private final @Nullable String toe;

    // The cause is never Feign's exception: that one holds the request with its token and body.
    private DomoException(String message, @Nullable Integer status, @Nullable String toe, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.toe = toe;
    }

    /** The HTTP status, if there was an answer. */
    public @Nullable Integer status() {
        return status;
    }

    /** Domo's token of error, which its support asks for. */
    public @Nullable String toe() {
        return toe;
    }

    @Override
    public Runbook runbook() {
        if (status != null) {
            return switch (status) {
                case 401 -> Runbook.DOMO_CREDENTIALS;
                case 403 -> Runbook.DOMO_FORBIDDEN;
                case 404 -> Runbook.DOMO_NOT_FOUND;
                case 429 -> Runbook.DOMO_THROTTLES;
                default -> this instanceof Refused ? Runbook.DOMO_REFUSED : Runbook.DOMO_UNAVAILABLE;
            };
        }
        return this instanceof NotSent || getCause() instanceof SSLException
                ? Runbook.DOMO_UNREACHABLE
                : Runbook.DOMO_UNAVAILABLE;
    }

    /** Nothing was sent: no connection, or no token. */
    public static final class NotSent extends DomoException {
        NotSent(String message, @Nullable Integer status, @Nullable String toe, @Nullable Throwable cause) {
            super(message, status, toe, cause);
        }
    }

    /** Domo said no: proven not done. */
    public static final class Refused extends DomoException {
        private final boolean token;

        Refused(String message, @Nullable Integer status, @Nullable String toe) {
            this(message, status, toe, false);
        }

        private Refused(String message, @Nullable Integer status, @Nullable String toe, boolean token) {
            super(message, status, toe, null);
            this.token = token;
        }

        /** Domo gives no token for these credentials, whatever its status for that is. */
        static Refused ofToken(String message, @Nullable Integer status, @Nullable String toe) {
            return new Refused(message, status, toe, true);
        }

        @Override
        public Runbook runbook() {
            return token ? Runbook.DOMO_CREDENTIALS : super.runbook();
        }
    }

    /** No answer that proves anything. */
    public static final class Unavailable extends DomoException {
        private final boolean mayHaveBeenDone;

        Unavailable(
                String message,
                @Nullable Integer status,
                @Nullable String toe,
                @Nullable Throwable cause,
                boolean mayHaveBeenDone) {
            super(message, status, toe, cause);
            this.mayHaveBeenDone = mayHaveBeenDone;
        }

        public boolean mayHaveBeenDone() {
            return mayHaveBeenDone;
        }
    }
}
