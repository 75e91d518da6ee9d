package io.domostream.loader.source;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the types of a table's columns become, by the names that its database gives them. */
record JdbcTypes(Map<String, JdbcKind> kinds) implements Inspector.Types {
    static JdbcTypes of(List<JdbcColumn> columns) {
        return new JdbcTypes(columns.stream()
                .collect(Collectors.toMap(JdbcColumn::sourceType, JdbcColumn::kind, (one, same) -> one)));
    }

    @Override
    public DomoType typeOf(Catalog.Found column) {
        return kind(column.sourceType()).own();
    }

    @Override
    public boolean canBecome(SourceColumn column) {
        var kind = kind(column.sourceType());
        return kind != JdbcKind.UNREADABLE && kind.canBecome(column.type());
    }

    @Override
    public boolean mayBecomeNull(SourceColumn column) {
        return switch (column.type()) {
            case STRING -> false;
            case LONG -> kind(column.sourceType()).own() != DomoType.LONG;
            default -> true;
        };
    }

    /** Whether values that differ still differ in the form that Domo gets. */
    boolean keepsDistinct(SourceColumn column) {
        return switch (column.type()) {
            case STRING -> true;
            case DOUBLE, DATETIME -> false;
            default -> column.type() == kind(column.sourceType()).own();
        };
    }

    private JdbcKind kind(String sourceType) {
        return kinds.getOrDefault(sourceType, JdbcKind.UNREADABLE);
    }
}
