package io.domostream.loader.job;

import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.Increment;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.SourceSpec;
import io.domostream.loader.source.SourceTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run loads and how, frozen before anything is created in Domo: page k is part k. */
record Manifest(
        Update update,
        SourceTable table,
        Layout layout,
        long rows,
        @Nullable Increment increment) {
    private static final int SLICES_PER_READER = 4;
    private static final int SLICES_FOR_WORKERS = 512;
    private static final int LARGEST_SLICE = 64;

    /** How the DataSet takes the rows, and the word Domo knows it by. */
    record Update(LoadSettings.Method method, String word, List<String> keyColumns) {
        static Update of(LoadSettings load, SourceTable table) {
            var target = load.target();
            return new Update(
                    target.method(), target.updateMethod(), ColumnNames.of(load).of(Inspector.mergeKey(load, table)));
        }

        boolean appends() {
            return method == LoadSettings.Method.APPEND;
        }
    }

    /** The pages; {@code parts} is 0 as long as a source read in one go has not come to its end. */
    record Layout(List<Page> pages, int pagesPerSlice, boolean inOneGo, int parts) {}

    static Manifest of(Update update, SourceTable table, List<Page> pages, long rows, PartSettings parts) {
        return of(update, table, pages, rows, Math.max(SLICES_PER_READER * parts.parallel(), parts.onTheirWay()));
    }

    /** In so many slices that workers who come late, or are slow, leave the others something to do: one for each part up to 1,023. */
    static Manifest forWorkers(Update update, SourceTable table, List<Page> pages, long rows) {
        return of(update, table, pages, rows, SLICES_FOR_WORKERS);
    }

    private static Manifest of(Update update, SourceTable table, List<Page> pages, long rows, int slices) {
        int perSlice = Math.max(1, Math.min(LARGEST_SLICE, pages.size() / slices));
        return new Manifest(update, table, new Layout(pages, perSlice, false, pages.size()), rows, null);
    }

    static Manifest inOneGo(Update update, SourceTable table, List<Page> pages, long rows) {
        return new Manifest(update, table, new Layout(pages, 1, true, 0), rows, null);
    }

    /** Of these rows alone; null for all. */
    Manifest within(@Nullable Increment rowsOfThisRun) {
        return new Manifest(update, table, layout, rows, rowsOfThisRun);
    }

    /** What to read from the source, again or for the first time. */
    SourceSpec rowsOf(LoadSettings load) {
        return load.spec().within(increment);
    }

    /** Read to its end: so many parts there are. */
    Manifest ended(int parts) {
        return new Manifest(
                update, table, new Layout(layout.pages, layout.pagesPerSlice, true, parts), rows, increment);
    }

    boolean endKnown() {
        return layout.parts > 0;
    }

    int parts() {
        return layout.parts;
    }

    /** Its pages can be read again, under another snapshot too. */
    boolean repeatable() {
        return !table.key().isEmpty() && !layout.inOneGo;
    }

    int slices() {
        return (layout.pages.size() + layout.pagesPerSlice - 1) / layout.pagesPerSlice;
    }

    /** Slices count from 0. */
    List<Page> slice(int index) {
        int from = index * layout.pagesPerSlice;
        return layout.pages.subList(from, Math.min(layout.pages.size(), from + layout.pagesPerSlice));
    }
}
