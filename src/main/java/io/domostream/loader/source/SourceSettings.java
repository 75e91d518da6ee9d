package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Where the source database is and who reads it: {@code source.*}. */
public record SourceSettings(
        String url, @Nullable String username, @Nullable String password) {
    public SourceSettings {
        BadSettings.in("source")
                .require(
                        url.equals(withoutUser(url)) && Driver.parseURL(url, null) != null,
                        "url",
                        shown(url),
                        "give a PostgreSQL address, such as jdbc:postgresql://host:5432/database")
                .orThrow();
    }

    @Override
    public String toString() {
        return "SourceSettings[url=%s, username=%s, password=***]".formatted(address(), username);
    }

    /** The address without what may be secret. */
    String address() {
        return shown(url);
    }

    // A password may also stand among the address's parameters.
    private static String shown(String url) {
        return withoutUser(url).replaceFirst("\\?.*", "");
    }

    // The driver knows no user before the host, and would log what follows the colon as a bad port.
    private static String withoutUser(String url) {
        return url.replaceFirst("^([^?]*//)[^/?]*@", "$1");
    }
}
