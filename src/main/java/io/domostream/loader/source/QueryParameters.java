package io.domostream.loader.source;

import java.util.Set;

/** The parameters that a query names, known before any connection is open. */
public final class QueryParameters {
    private QueryParameters() {}

    /** Each {@code :name} outside quotes, comments and casts, as the database at this address and its driver tell them apart. */
    public static Set<String> names(String url, String query) {
        return NamedParameters.names(Product.of(url).lexis(), query);
    }
}
