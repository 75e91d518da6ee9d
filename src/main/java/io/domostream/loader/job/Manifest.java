package io.domostream.loader.job;

import io.domostream.loader.source.Page;
import io.domostream.loader.source.SourceTable;
import java.util.List;

/** The frozen list of pages: page k is part k. Written once a run, before anything is created in Domo. */
record Manifest(SourceTable table, List<Page> pages, long rows, int pagesPerSlice) {
    private static final int SLICES_PER_WORKER = 4;
    private static final int LARGEST_SLICE = 64;

    static Manifest of(SourceTable table, List<Page> pages, long rows, int parallel) {
        int perSlice = Math.max(1, Math.min(LARGEST_SLICE, pages.size() / (SLICES_PER_WORKER * parallel)));
        return new Manifest(table, pages, rows, perSlice);
    }

    int parts() {
        return pages.size();
    }

    int slices() {
        return (pages.size() + pagesPerSlice - 1) / pagesPerSlice;
    }

    /** Slices count from 0. */
    List<Page> slice(int index) {
        int from = index * pagesPerSlice;
        return pages.subList(from, Math.min(pages.size(), from + pagesPerSlice));
    }
}
