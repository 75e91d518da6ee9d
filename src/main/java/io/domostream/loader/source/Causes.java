package io.domostream.loader.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.naming.NamingException;

/** A failure and what has led to it, the outermost first. A driver tells by classes what its SQLSTATE may hide. */
record Causes(List<Throwable> all) {
    private static final int MOST = 20;

    static Causes of(Throwable failure) {
        var all = new ArrayList<Throwable>();
        for (Throwable at = failure; at != null && all.size() < MOST; at = at.getCause()) {
            all.add(at);
        }
        return new Causes(all);
    }

    /** The innermost first: what a pool or a driver puts around an error of the server's tells less. */
    List<SQLException> ofDriver() {
        var errors = new ArrayList<SQLException>();
        for (var cause : all) {
            if (cause instanceof SQLException error) {
                errors.add(0, error);
            }
        }
        return errors;
    }

    /** The innermost that there is; empty where there is none. */
    String state() {
        return ofDriver().stream()
                .map(SQLException::getSQLState)
                .filter(state -> state != null && !state.isBlank())
                .findFirst()
                .orElse("");
    }

    /** A file or a class that the address names is not there. */
    boolean areOfMissing() {
        return any(cause -> cause instanceof FileNotFoundException
                || cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException
                || cause instanceof AccessDeniedException
                || cause instanceof ClassNotFoundException
                || cause instanceof LinkageError);
    }

    /** Bytes could not be sent or received, or a host was not found. */
    boolean areOfNetwork() {
        return any(cause -> cause instanceof NamingException || (cause instanceof IOException && !isOfText(cause)));
    }

    /** The driver could not understand what it was given. */
    boolean areOfArguments() {
        return any(cause -> cause instanceof IllegalArgumentException
                || cause instanceof DateTimeException
                || isOfText(cause)
                || VendorCodes.isRefusal(cause));
    }

    boolean any(Predicate<Throwable> kind) {
        return all.stream().anyMatch(kind);
    }

    private static boolean isOfText(Throwable cause) {
        return cause instanceof CharacterCodingException
                || cause instanceof UnsupportedEncodingException
                || cause instanceof MalformedURLException;
    }
}
