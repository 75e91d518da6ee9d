package io.domostream.loader.simulator;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What nobody documents about Domo: each value is assumed, and can be switched.
 *
 * @param statuses the answers whose status is assumed, where it differs from the usual one
 * @param habits what Domo is assumed to do
 * @param largestPartGap assumed: how far a part ID may lie beyond the number of parts stored
 */
public record Assumed(Map<Status, Integer> statuses, Set<Habit> habits, int largestPartGap) {

    public Assumed {
        statuses = Map.copyOf(statuses);
        habits = Set.copyOf(habits);
    }

    public static Assumed defaults() {
        return new Assumed(Map.of(), EnumSet.allOf(Habit.class), 10_000);
    }

    public Assumed with(Status answer, int status) {
        var changed = new EnumMap<Status, Integer>(Status.class);
        changed.putAll(statuses);
        changed.put(answer, status);
        return new Assumed(changed, habits, largestPartGap);
    }

    public Assumed without(Habit habit) {
        var fewer = EnumSet.allOf(Habit.class);
        fewer.retainAll(habits);
        fewer.remove(habit);
        return new Assumed(statuses, fewer, largestPartGap);
    }

    public Assumed withLargestPartGap(int gap) {
        return new Assumed(statuses, habits, gap);
    }

    int status(Status answer) {
        return statuses.getOrDefault(answer, answer.usual);
    }

    boolean has(Habit habit) {
        return habits.contains(habit);
    }

    /** Answers whose status is assumed. */
    public enum Status {
        /** 201 with a Location (reference), or 200 (newest text). */
        STREAM_CREATED(201),
        /** 204 (reference), or 200 (newest text). */
        STREAM_DELETED(204),
        /** A stream is changed by PATCH; with 200 a PUT does the same. */
        STREAM_PUT(405),
        /** 200 with the execution, as an SDK insists, or 204 (reference). */
        ABORTED_BY_ID(200),
        /** Abort of an execution that has ended in another way. */
        ABORT_OF_ENDED(400),
        /** Abort of the current execution where none is active. */
        ABORT_OF_NOTHING(404),
        /** A new execution of a stream whose DataSet is gone. */
        EXECUTION_WITHOUT_DATASET(404),
        /** A commit within the interval: 400, 409 or 429. */
        EARLY_COMMIT(409),
        /** A commit of an execution that was committed or has ended. */
        SECOND_COMMIT(400),
        /** A commit of an execution that was aborted. */
        COMMIT_AFTER_ABORT(400),
        /** A part of an execution that was aborted. */
        PART_AFTER_ABORT(400),
        /** A token without the scope that the call needs. */
        SCOPE_MISSING(403);

        private final int usual;

        Status(int usual) {
            this.usual = usual;
        }
    }

    /** What Domo is assumed to do. */
    public enum Habit {
        /** A list without fields shows a DataSet by its ID alone. */
        LISTS_SHOW_IDS_ONLY,
        /** A list or search with fields=all shows the whole DataSet. */
        FIELDS_ALL_SHOWS_ALL,
        /** A stream tells the key columns by which it merges. */
        KEY_COLUMNS_TOLD,
        /** A new execution also aborts one whose commit is still under way. */
        CREATE_ABORTS_COMMIT,
        /** An abort stops a commit that is under way, and isn't refused. */
        ABORT_STOPS_COMMIT,
        /** A commit without any part is taken: REPLACE then empties the DataSet. */
        EMPTY_COMMIT_TAKEN,
        /** A commit is taken though part IDs are missing in between. */
        PART_GAPS_COMMITTED,
        /** A part without a row is taken, not refused with 400. */
        EMPTY_PART_TAKEN,
        /** The same part ID again replaces the part; else the first one stays. */
        SAME_PART_REPLACES,
        /** An unquoted {@code \N} is read as null, as one SDK expects. */
        BACKSLASH_N_IS_NULL,
        /** A value that isn't of its column's type is refused with 400; else it is taken as it is. */
        VALUES_CHECKED,
        /** An empty text in a column of another type is no value, not a mistake. */
        EMPTY_TEXT_IS_NO_VALUE,
        /** With a single column an empty line is a row that holds null. */
        EMPTY_LINE_IS_A_ROW
    }
}
