package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a source as a load does, whichever kind of database it is. */
record Reading(SourceDatabase source) {
    static final Watermark.Past NOTHING = new Watermark.Past(null, null, false);

    static Watermark appending(@Nullable Span lag) {
        return new Watermark("seen", true, lag, null, ZoneOffset.UTC);
    }

    static Watermark merging(@Nullable Span overlap) {
        return new Watermark("SEEN", false, null, overlap, ZoneOffset.UTC);
    }

    static Watermark.Past committed(@Nullable String value) {
        return new Watermark.Past(value, null, false);
    }

    PagePlan plan(SourceSpec spec, int rowsPerPage) {
        try (var snapshot = source.openSnapshot(spec, 1)) {
            return source.plan(spec, source.inspect(spec), Source.rows(rowsPerPage), snapshot);
        }
    }

    boolean boundsRise(SourceSpec spec, List<Page> pages) {
        try (var snapshot = source.openSnapshot(spec, 1)) {
            return source.boundsRise(spec, source.inspect(spec), pages, snapshot);
        }
    }

    /** Each page's CSV, after checking that the counts agree and the bounds rise. */
    List<String> pages(SourceSpec spec, int rowsPerPage) {
        var table = source.inspect(spec);
        try (var snapshot = source.openSnapshot(spec, 1)) {
            var plan = source.plan(spec, table, Source.rows(rowsPerPage), snapshot);
            assertThat(source.boundsRise(spec, table, plan.pages(), snapshot)).isTrue();
            try (var reader = source.readers(spec, table, snapshot).open()) {
                long rows = 0;
                var pages = new ArrayList<String>();
                for (var page : plan.pages()) {
                    var csv = new ByteArrayOutputStream();
                    rows += reader.read(page, csv);
                    pages.add(csv.toString(UTF_8));
                }
                assertThat(rows).isEqualTo(plan.rows());
                return pages;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String all(SourceSpec spec) {
        return String.join("", pages(spec, 1000));
    }

    Increment increment(SourceSpec spec, Watermark watermark, Watermark.Past past) {
        try (var snapshot = source.openSnapshot(spec, 1)) {
            return source.increment(spec, source.inspect(spec), watermark, past, snapshot);
        }
    }

    /** The first column of the rows in it, in order. */
    String ids(SourceSpec spec, Increment increment) {
        return all(spec.within(increment))
                .lines()
                .map(line -> line.substring(0, line.indexOf(',')))
                .sorted()
                .reduce("", String::concat);
    }
}
