package io.domostream.loader.source;

import java.util.Set;

/** The parameters that a query names, known before any connection is open. */
public final class QueryParameters {
    private QueryParameters() {}

    /** Each {@code :name} outside quotes, comments and casts. */
    public static Set<String> names(String query) {
        return NamedParameters.names(query);
    }
}
