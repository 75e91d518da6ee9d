package io.domostream.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role and a database that are set up for another kind of program than the loader. */
class RepositorySettingsTest {
    private static final String ROLE = "hostile_settings";
    private static final String[] OF_ROLE = {
        "default_transaction_isolation = serializable",
        "default_transaction_deferrable = on",
        "statement_timeout = '500ms'",
        "lock_timeout = '1ms'",
        "idle_in_transaction_session_timeout = '300ms'",
        "idle_session_timeout = '100ms'",
        "search_path = public, others, pg_catalog",
        "synchronous_commit = off",
        "row_security = on",
        "quote_all_identifiers = on",
        "standard_conforming_strings = off"
    };
    private static final String[] OF_DATABASE = {
        "default_transaction_read_only = on",
        "DateStyle = SQL, DMY",
        "TimeZone = 'Asia/Tokyo'",
        "IntervalStyle = sql_standard",
        "bytea_output = escape"
    };

    @TempDir
    Path folder;

    /** What is not the server's own is called by mistake where the path is as the role has it. */
    private static final String SHADOWS = """
            create schema others;
            grant usage on schema others to public;
            create function others.hashtextextended(varchar, integer) returns bigint language plpgsql
                as $$ begin raise 'the function of another schema was called'; end $$;
            create function others.same(varchar, varchar) returns boolean language plpgsql
                as $$ begin raise 'the operator of another schema was called'; end $$;
            create operator others.= (function = others.same, leftarg = varchar, rightarg = varchar);
            create table others.domo_load_of_others (id int)""";

    @Test
    void aRunWithWorkersIsTheSame() throws IOException {
        try (var world = Orders.world(folder)) {
            TestPostgres.execute(world.repository, SHADOWS, "create role " + ROLE + " login");
            for (var script : new String[] {"job-repository", "job-repository-indexes", "domo-load", "workers"}) {
                TestPostgres.execute(world.repository, Files.readString(Path.of("sql", script + ".sql")));
            }
            TestPostgres.execute(
                    world.repository,
                    "grant all on all tables in schema public to " + ROLE,
                    "grant all on all sequences in schema public to " + ROLE);
            var database = world.repository.replaceAll(".*/|\\?.*", "");
            for (var setting : OF_ROLE) {
                TestPostgres.execute(world.source, "alter role " + ROLE + " set " + setting);
            }
            for (var setting : OF_DATABASE) {
                TestPostgres.execute(world.source, "alter database " + database + " set " + setting);
            }
            world.also("spring.datasource.url: " + world.repository.replace("user=postgres", "user=" + ROLE));
            try {
                var run = CompletableFuture.supplyAsync(() -> world.run("run", "orders", "--workers", "--json"));
                while (!run.isDone()) {
                    world.run("work", "orders", "--until-idle=0s");
                }
                Orders.loaded(world, run.join(), 2000);
            } finally {
                TestPostgres.execute(world.source, "alter database " + database + " reset all");
                TestPostgres.execute(world.repository, "drop owned by " + ROLE, "drop role " + ROLE);
            }
        }
    }
}
