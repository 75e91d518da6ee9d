package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a row that doesn't fit the schema, in Domo's words; the value itself is never named. */
record RowCheck(List<Column> columns, boolean valuesChecked, boolean emptyIsNoValue) {

    RowCheck(List<Column> columns, Assumed assumed) {
        this(columns, assumed.has(Habit.VALUES_CHECKED), assumed.has(Habit.EMPTY_TEXT_IS_NO_VALUE));
    }

    void check(long number, List<@Nullable String> row) {
        if (row.size() != columns.size()) {
            var few = row.size() < columns.size();
            throw invalid("There are too %s columns. Expected %d. Row %d, column %d"
                    .formatted(
                            few ? "few" : "many", columns.size(), number, few ? row.size() + 1 : columns.size() + 1));
        }
        for (var i = 0; i < row.size(); i++) {
            if (!taken(columns.get(i), row.get(i))) {
                throw invalid("The value is not a %s. Row %d, column %d"
                        .formatted(columns.get(i).type(), number, i + 1));
            }
        }
    }

    private boolean taken(Column column, @Nullable String value) {
        return !valuesChecked || value == null || (value.isEmpty() && emptyIsNoValue) || column.takes(value);
    }

    static Refusal invalid(String reason) {
        return new Refusal(400, "Invalid CSV provided during upload. msg=" + reason);
    }

    static Refusal invalid(String reason, Throwable cause) {
        return new Refusal(400, "Invalid CSV provided during upload. msg=" + reason, cause);
    }
}
