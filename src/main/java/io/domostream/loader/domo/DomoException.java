package io.domostream.loader.domo;

import org.jspecify.annotations.Nullable;

/** A call to Domo that failed; the variant says what that proves about the last time it was sent. */
public abstract sealed class DomoException extends RuntimeException
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

    /** Nothing was sent: no connection, or no token. */
    public static final class NotSent extends DomoException {
        NotSent(String message, @Nullable Integer status, @Nullable String toe, @Nullable Throwable cause) {
            super(message, status, toe, cause);
        }
    }

    /** Domo said no: proven not done. */
    public static final class Refused extends DomoException {
        Refused(String message, @Nullable Integer status, @Nullable String toe) {
            super(message, status, toe, null);
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
