package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DataSet;
import io.domostream.loader.source.Increment;
import io.domostream.loader.source.Snapshot;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceTable;
import io.domostream.loader.source.Watermark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which rows are new since the last commit, or stops where that can't be told without losing or doubling some. */
record Increments(LoadSettings load, SourceDatabase source) {
    private static final Logger LOG = LoggerFactory.getLogger(Increments.class);

    /** How far a commit has brought the load: a value of this column, as the database wrote it. */
    record Reached(String column, String value) {}

    /** Null for a load of all rows. */
    @Nullable
    Increment of(SourceTable table, Snapshot snapshot, @Nullable Reached before, @Nullable DataSet dataSet) {
        var incremental = load.incremental();
        if (incremental == null) {
            return null;
        }
        var watermark = incremental.watermark();
        var committed = before != null && before.column().equalsIgnoreCase(watermark.column()) ? before.value() : null;
        if (!incremental.byHand()) {
            requireKnown(watermark.column(), before, committed, dataSet == null ? Long.valueOf(0) : dataSet.rows());
        }
        var past = new Watermark.Past(committed, incremental.since(), incremental.full());
        var increment = increment(watermark, past, table, snapshot);
        if (increment.nulls() && watermark.appends()) {
            throw stop(
                    "column %s holds a NULL, and whether that row was appended before can't be told"
                            .formatted(increment.column()),
                    "give the row a value, make the column NOT NULL, or choose UPSERT");
        }
        LOG.info("load {} reads the rows of {}", load.name(), increment);
        return increment;
    }

    private Increment increment(Watermark watermark, Watermark.Past past, SourceTable table, Snapshot snapshot) {
        try {
            return source.increment(load.spec(), table, watermark, past, snapshot);
        } catch (BadSettings e) {
            // A wrong parameter must not be tried again before the right one.
            throw LoadFailure.forGood(ExitCodes.SETTINGS, Runbook.SETTINGS_WRONG, String.join("; ", e.problems()))
                    .causedBy(e);
        }
    }

    private void requireKnown(
            String column, @Nullable Reached before, @Nullable String committed, @Nullable Long rows) {
        var cure = "`run %1$s since=VALUE` loads the rows past a value, `run %1$s full=true` all of them"
                .formatted(load.name());
        if (committed != null && rows != null && rows == 0) {
            throw stop("the DataSet is empty, though rows up to %s were committed".formatted(committed), cure);
        }
        if (committed == null && (rows == null || rows > 0) && load.target().method() == LoadSettings.Method.APPEND) {
            throw stop(
                    "the DataSet has %s rows, and up to which %s they go is not known%s"
                            .formatted(
                                    rows == null ? "an unknown number of" : rows,
                                    column,
                                    before == null ? "" : " (the last commit went by " + before.column() + ")"),
                    cure);
        }
    }

    private LoadFailure stop(String what, String cure) {
        return LoadFailure.forGood(
                ExitCodes.GUARD,
                Runbook.WATERMARK_UNCERTAIN,
                "loads.%s.watermark: %s; nothing was changed. %s".formatted(load.name(), what, cure));
    }
}
