package io.domostream.loader.source;

/** What columns of other databases than PostgreSQL become, by their kinds. */
final class JdbcTypes implements Inspector.Types {
    @Override
    public DomoType typeOf(Catalog.Found column) {
        return column.jdbcKind().own();
    }

    @Override
    public boolean canBecome(SourceColumn column) {
        var kind = column.jdbcKind();
        return kind != JdbcKind.UNREADABLE && kind.canBecome(column.type());
    }

    @Override
    public boolean mayBecomeNull(SourceColumn column) {
        return switch (column.type()) {
            case STRING -> false;
            case LONG -> column.jdbcKind().own() != DomoType.LONG;
            default -> true;
        };
    }

    /** Whether values that differ still differ in the form that Domo gets. */
    static boolean keepsDistinct(SourceColumn column) {
        return switch (column.type()) {
            case STRING -> column.jdbcKind() != JdbcKind.ANY;
            case DOUBLE, DATETIME -> false;
            default -> column.type() == column.jdbcKind().own();
        };
    }
}
