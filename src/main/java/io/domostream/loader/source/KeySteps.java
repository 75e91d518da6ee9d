package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Goes along a unique key in steps, by a cursor: it costs little more than to count, and a window function five times that. */
final class KeySteps {
    private static final int STEPS_A_TRIP = 16;
    private final Session session;
    private final PageSql sql;
    private final List<List<String>> bounds = new ArrayList<>();
    private long rows;

    KeySteps(Session session, PageSql sql) {
        this.session = session;
        this.sql = sql;
    }

    /** The key of each row that so many others, or a multiple of them, come before; and all rows, counted on the way. */
    PagePlanner.Found every(int step) {
        // All of it is read: the way to the first row quickly may be a slow one to the last.
        session.execute("SET LOCAL cursor_tuple_fraction = 1");
        session.execute("DECLARE key_steps NO SCROLL CURSOR FOR SELECT %1$s FROM %2$s WHERE %3$s ORDER BY %1$s"
                .formatted(sql.names(), sql.from(), sql.keyed()));
        go("MOVE FORWARD %d IN key_steps".formatted(step));
        // The row after those is a bound, and the first of the next page.
        var toNext = "FETCH key_steps;" + (step == 1 ? "" : "MOVE FORWARD %d IN key_steps;".formatted(step - 1));
        int wanted = 0;
        while (bounds.size() == wanted) {
            wanted += STEPS_A_TRIP;
            go(toNext.repeat(STEPS_A_TRIP));
        }
        session.execute("CLOSE key_steps");
        return new PagePlanner.Found(List.copyOf(bounds), rows);
    }

    private void go(String statements) {
        session.several(statements, this::bound, passed -> rows += passed);
    }

    private int bound(ResultSet row) throws SQLException {
        var bound = new ArrayList<String>();
        for (int i = 1; i <= sql.key().size(); i++) {
            bound.add(row.getString(i));
        }
        bounds.add(List.copyOf(bound));
        rows++;
        return bounds.size();
    }
}
