package io.domostream.loader.source;

import io.domostream.loader.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A database of a test's own, and what a load reads from it. */
final class Source implements AutoCloseable {
    final String url = TestPostgres.newDatabase();
    final PostgresSource postgres = new PostgresSource(new SourceSettings(url, null, null), 4);

    Source(String... sql) {
        TestPostgres.execute(url, sql);
    }

    /** The same database as another role reads it, which a test makes for itself. */
    PostgresSource as(String role) {
        return as(role, url, RowSecurity.REFUSE);
    }

    static PostgresSource as(String role, String url, RowSecurity rowSecurity) {
        var address = url.replaceFirst("user=\\w+", "user=" + role);
        return new PostgresSource(new SourceSettings(address, null, null, rowSecurity), 4);
    }

    /** A role that may log in and has no rights; any of a test before is gone. */
    void role(String role, String... sql) {
        TestPostgres.execute(
                url,
                "DO $$ BEGIN CREATE ROLE %1$s LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$".formatted(role),
                "ALTER ROLE %s RESET ALL".formatted(role));
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
        return new Connections(
                new SourceSettings(url, null, null),
                1,
                Duration.ofSeconds(1),
                connection -> PostgresTransactions.read(connection, RowSecurity.REFUSE, null));
    }

    PagePlan plan(SourceSpec spec, int rowsPerPage) {
        return reading().plan(spec, rowsPerPage);
    }

    boolean boundsRise(SourceSpec spec, List<Page> pages) {
        return reading().boundsRise(spec, pages);
    }

    List<String> pages(SourceSpec spec, int rowsPerPage) {
        return reading().pages(spec, rowsPerPage);
    }

    String all(SourceSpec spec) {
        return reading().all(spec);
    }

    Reading reading() {
        return new Reading(postgres);
    }

    @Override
    public void close() {
        postgres.close();
        TestPostgres.dropLater(url);
    }
}
