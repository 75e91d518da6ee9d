package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Where the source database is, who reads it ({@code source.*}), and what row level security may hide from them. */
public record SourceSettings(
        String url, @Nullable String username, @Nullable String password, RowSecurity rowSecurity) {
    private static final Pattern DATABASE = Pattern.compile("(?i);database(name)?=[^;]*");

    public SourceSettings {
        if (Product.of(url) == Product.POSTGRESQL) {
            BadSettings.in("source")
                    .require(
                            url.equals(withoutUser(url)) && Driver.parseURL(url, null) != null,
                            "url",
                            shown(url),
                            "give a PostgreSQL address, such as jdbc:postgresql://host:5432/database")
                    .orThrow();
        } else {
            BadSettings.in("source")
                    .require(
                            url.startsWith("jdbc:") && hasDriver(url),
                            "url",
                            shown(url),
                            "no driver here takes it; give an address such as jdbc:postgresql://host:5432/database,"
                                    + " or for another database put its JDBC driver's jar into the folder drivers"
                                    + " below the working directory, or into one that LOADER_PATH names")
                    .orThrow();
            var contradicted = Product.of(url).properties().contradictedBy(url);
            BadSettings.in("source")
                    .require(
                            contradicted == null,
                            "url",
                            shown(url),
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
        return shown(url);
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
        } catch (SQLException e) {
            return false;
        }
    }

    // A password may also stand among the address's parameters, or before the host.
    private static String shown(String url) {
        var bare = withoutUser(url).replaceFirst("\\?.*", "").replaceFirst("^(jdbc:oracle:\\w+:)[^@]*@", "$1@");
        var first = bare.replaceFirst(";.*", "");
        var database = DATABASE.matcher(bare);
        return database.find() ? first + database.group() : first;
    }

    // The driver knows no user before the host, and would log what follows the colon as a bad port.
    private static String withoutUser(String url) {
        return url.replaceFirst("^([^?;]*//)[^/?;]*@", "$1");
    }
}
