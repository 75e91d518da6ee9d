package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL and the values of its question marks, in their order. */
record Sql(String text, List<Object> values) {
    Sql {
        values = List.copyOf(values);
    }

    static Sql of(String text, Object... values) {
        return new Sql(text, List.of(values));
    }

    static Sql joined(String delimiter, List<Sql> pieces) {
        var values = new ArrayList<Object>();
        pieces.forEach(piece -> values.addAll(piece.values));
        return new Sql(String.join(delimiter, pieces.stream().map(Sql::text).toList()), values);
    }

    Sql then(Sql next) {
        return joined("", List.of(this, next));
    }

    Sql then(String next) {
        return new Sql(text + next, values);
    }

    /** How many of its rows meet a condition, where this is what to select from. */
    Sql counted(String condition) {
        return of("SELECT COUNT(*) FROM ").then(this).then(" WHERE " + condition);
    }

    Sql bracketed() {
        return new Sql("(" + text + ")", values);
    }
}
