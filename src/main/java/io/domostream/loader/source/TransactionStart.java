package io.domostream.loader.source;

import org.jspecify.annotations.Nullable;

/** How a transaction begins: its isolation level, and the exported snapshot that it imports. */
record TransactionStart(String isolation, @Nullable String snapshot) {
    static final TransactionStart REPEATABLE_READ = new TransactionStart("repeatable read", null);
    static final TransactionStart READ_COMMITTED = new TransactionStart("read committed", null);

    static TransactionStart importing(String snapshot) {
        return new TransactionStart(REPEATABLE_READ.isolation, snapshot);
    }

    /** No query may come before these; they are in force without any. */
    String sql() {
        var characteristics = "SET TRANSACTION ISOLATION LEVEL " + isolation + ", READ ONLY, NOT DEFERRABLE";
        return snapshot == null
                ? characteristics
                : characteristics + "; SET TRANSACTION SNAPSHOT " + SqlLiteral.quoted(snapshot);
    }
}
