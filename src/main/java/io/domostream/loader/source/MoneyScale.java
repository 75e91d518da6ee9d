package io.domostream.loader.source;

import static io.domostream.loader.source.QualifiedSql.call;
import static io.domostream.loader.source.QualifiedSql.cast;

import java.util.List;

/**
 * Money is stored as a whole number, whose decimals depend on the reader's lc_monetary. The loader reads two, and stops where
 * the database is configured for another number of them: each value would be wrong by a power of ten.
 */
record MoneyScale(Session session) {
    private static final String TWO_DECIMALS = "0000000000000064";

    void check(List<SourceColumn> columns) {
        for (var column : columns) {
            if (column.kind() == PostgresKind.MONEY) {
                check(column);
                return;
            }
        }
    }

    private void check(SourceColumn column) {
        var locale = session.one(
                "SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'lc_monetary'", row -> row.getString(1));
        session.execute("SET LOCAL lc_monetary = " + SqlLiteral.quoted(locale));
        var one = session.one(
                "SELECT " + call("encode", call("cash_send", cast(cast("1", "numeric"), "money")), "'hex'"),
                row -> row.getString(1));
        session.execute("SET LOCAL lc_monetary = 'C'");
        if (!TWO_DECIMALS.equals(one)) {
            throw SourceException.badSettings(
                    "column %s is of type money, and lc_monetary of the database is %s, which has other than two decimals"
                            .formatted(column.name(), locale),
                    "exclude the column, or change its type to numeric");
        }
    }
}
