package io.domostream.loader.command;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.env.Environment;

/** Builds the job repository's connection pool. Its sessions do not depend on settings of a role, a database or the server. */
final class RepositoryPool {
    /** The schemas of the search path before the session is pinned to the first of them. */
    static final String SEARCH_PATH = "domo_stream_loader.search_path";

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    // A standby refuses a serializable transaction, and a deferrable one may wait for others before it starts.
    private static final String START = "set transaction_isolation = 'read committed'; set statement_timeout = '10min'";
    // Before the path is pinned, an unqualified name or an operator may be that of another schema.
    private static final String PIN_SCHEMA = """
            select pg_catalog.set_config('%s', pg_catalog.current_schemas(false)::pg_catalog.text, false);
            select pg_catalog.set_config('search_path', coalesce((
                select pg_catalog.concat(pg_catalog.quote_ident(name::pg_catalog.text), ', pg_temp')
                from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as path (name, place)
                where not pg_catalog.starts_with(name::pg_catalog.text, 'pg_') order by place limit 1), ''), false)""".formatted(SEARCH_PATH);
    // Lost receipts cost time, but a lost commit intent may double rows: each commit waits for the disk, and for
    // synchronous standbys if there are any. A policy that hides rows must fail the statement and not hide a run.
    // Only a statement that hangs takes as long as these timeouts. An older server does not know all names.
    private static final String SETTINGS = """
            select set_config(name, value, false) from (values
                ('default_transaction_isolation', 'read committed'),
                ('default_transaction_read_only', 'off'),
                ('default_transaction_deferrable', 'off'),
                ('synchronous_commit',
                    case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end),
                ('row_security', 'off'),
                ('statement_timeout', '10min'),
                ('lock_timeout', '5min'),
                ('transaction_timeout', '0'),
                ('idle_in_transaction_session_timeout', '0'),
                ('idle_session_timeout', '0'),
                ('DateStyle', 'ISO, YMD'),
                ('TimeZone', 'UTC'),
                ('IntervalStyle', 'postgres'),
                ('bytea_output', 'hex'),
                ('extra_float_digits', '1'),
                ('standard_conforming_strings', 'on'),
                ('transform_null_equals', 'off'),
                ('quote_all_identifiers', 'off'))
                as needed (name, value) where current_setting(name, true) is not null""";

    private RepositoryPool() {}

    static HikariDataSource of(Environment environment) {
        var settings = Binder.get(environment);
        var pool = settings.bindOrCreate("spring.datasource", DataSourceProperties.class)
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        // Else each process holds ten from its start, and ten idle workers all that a server has by default.
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        settings.bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        pool.setConnectionInitSql(initSql(pool.getConnectionInitSql()));
        // The pool resets a connection to this level; its own default is what the server has before the statements
        // above.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Without this a pool with auto-commit off rolls the settings back.
        pool.setIsolateInternalQueries(true);
        return pool;
    }

    /** A user's own statements run too, and change nothing that the loader depends on. */
    private static String initSql(@Nullable String own) {
        var first = own == null || own.isBlank() ? START : START + ";\n" + own;
        return String.join("\n;\n", first, PIN_SCHEMA, SETTINGS);
    }
}
