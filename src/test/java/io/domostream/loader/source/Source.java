package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database of a test's own, and what a load reads from it. */
final class Source implements AutoCloseable {
    final String url = TestPostgres.newDatabase();
    final PostgresSource postgres = new PostgresSource(new SourceSettings(url, null, null), 4);

    Source(String... sql) {
        TestPostgres.execute(url, sql);
    }

    static SourceSpec table(String table, String... key) {
        return new SourceSpec(table, null, List.of(key), Map.of(), List.of(), Map.of());
    }

    static SourceSpec table(String table, Map<String, DomoType> columns) {
        return new SourceSpec(table, null, List.of(), columns, List.of(), Map.of());
    }

    static SourceSpec query(String query, Map<String, Object> parameters, String... key) {
        return new SourceSpec(null, query, List.of(key), Map.of(), List.of(), parameters);
    }

    static PageLimits rows(int rowsPerPage) {
        return new PageLimits(rowsPerPage, 1 << 30);
    }

    Connections connections() {
        return new Connections(new SourceSettings(url, null, null), 1, Duration.ofSeconds(1));
    }

    PagePlan plan(SourceSpec spec, int rowsPerPage) {
        try (var snapshot = postgres.openSnapshot(spec, 1)) {
            return postgres.plan(spec, postgres.inspect(spec), rows(rowsPerPage), snapshot);
        }
    }

    boolean boundsRise(SourceSpec spec, List<Page> pages) {
        try (var snapshot = postgres.openSnapshot(spec, 1)) {
            return postgres.boundsRise(spec, postgres.inspect(spec), pages, snapshot);
        }
    }

    /** Each page's CSV, after checking that the counts agree and the bounds rise. */
    List<String> pages(SourceSpec spec, int rowsPerPage) {
        var table = postgres.inspect(spec);
        try (var snapshot = postgres.openSnapshot(spec, 1)) {
            var plan = postgres.plan(spec, table, rows(rowsPerPage), snapshot);
            assertThat(postgres.boundsRise(spec, table, plan.pages(), snapshot)).isTrue();
            try (var reader = postgres.readers(spec, table, snapshot).open()) {
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

    @Override
    public void close() {
        postgres.close();
        TestPostgres.dropLater(url);
    }
}
