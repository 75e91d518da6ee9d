package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import org.jspecify.annotations.Nullable;

/** Where the source database is and who reads it: {@code source.*}. */
public record SourceSettings(
        String url, @Nullable String username, @Nullable String password) {
    public SourceSettings {
        BadSettings.in("source")
                .require(
                        url.startsWith("jdbc:postgresql:"),
                        "url",
                        withoutParameters(url),
                        "give a PostgreSQL address, such as jdbc:postgresql://host:5432/database")
                .orThrow();
    }

    @Override
    public String toString() {
        return "SourceSettings[url=%s, username=%s, password=***]".formatted(withoutParameters(url), username);
    }

    // A password may also stand among the address's parameters.
    private static String withoutParameters(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
