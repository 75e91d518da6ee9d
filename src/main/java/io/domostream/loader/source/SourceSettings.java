package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where the source database is, who reads it ({@code source.*}), and what row level security may hide from them. */
public record SourceSettings(
        String url, @Nullable String username, @Nullable String password, RowSecurity rowSecurity) {

    public SourceSettings {
        if (Product.of(url) == Product.POSTGRESQL) {
            BadSettings.in("source")
                    .require(
                            url.equals(Address.withoutUser(url)) && Driver.parseURL(url, null) != null,
                            "url",
                            Address.shown(url),
                            "give a PostgreSQL address, such as jdbc:postgresql://host:5432/database")
                    .orThrow();
        } else {
            BadSettings.in("source")
                    .require(
                            url.startsWith("jdbc:") && hasDriver(url),
                            "url",
                            Address.shown(url),
                            "no driver here takes it; give an address such as jdbc:postgresql://host:5432/database"
                                    + " or jdbc:mysql://host:3306/database, and for any but PostgreSQL put the JDBC"
                                    + " driver's jar into the folder drivers below the working directory, or into one"
                                    + " that LOADER_PATH names")
                    .orThrow();
            var contradicted = Product.of(url).properties().contradictedBy(url);
            BadSettings.in("source")
                    .require(
                            contradicted == null,
                            "url",
                            Address.shown(url),
                            "leave out its parameter %s, which the loader sets itself: the values that arrive depend on it"
                                    .formatted(contradicted))
                    .orThrow();
        }
    }

    /** No policy may hide a row. */
    public SourceSettings(String url, @Nullable String username, @Nullable String password) {
        this(url, username, password, RowSecurity.REFUSE);
    }

    @Override
    public String toString() {
        return "SourceSettings[url=%s, username=%s, password=***]".formatted(address(), username);
    }

    /** The address without what may be secret. */
    public String address() {
        return Address.shown(url);
    }

    /** What the driver says of an address that it refuses, which may quote any part of it. */
    String refusal(String text) {
        return Address.mayHoldSecret(url) ? "its driver refuses it" : withoutSecrets(text);
    }

    /** What driver or server say of anything else. */
    String withoutSecrets(String text) {
        var shown = text.replace(url, address());
        return password == null || password.isBlank() ? shown : shown.replace(password, "***");
    }

    /** The search path that a PostgreSQL address asks for; a pooler may not pass it on. */
    @Nullable
    String currentSchema() {
        var parameters = Driver.parseURL(url, null);
        return parameters == null ? null : PGProperty.CURRENT_SCHEMA.getOrDefault(parameters);
    }

    private static boolean hasDriver(String url) {
        try {
            DriverManager.getDriver(url);
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }
}
