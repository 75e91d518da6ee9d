package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.databases.DatabaseServer;
import io.domostream.loader.databases.Engine;
import io.domostream.loader.databases.MariaDbServer;
import io.domostream.loader.databases.MySqlServer;
import io.domostream.loader.databases.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a person is told when a source other than PostgreSQL is given wrongly, or goes away. */
@ExtendWith(OutputCaptureExtension.class)
class OtherServersFailuresTest {
    private static final String PAGES = "table: orders";
    private static final int ROWS = 1998;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    void whatAServerRefusesIsToldInOneLine(Engine engine, CapturedOutput output) {
        try (var database = filled(engine.newDatabase(folder))) {
            var source = new Login(database.url(), database.username(), database.password());
            assertThat(run(PAGES, source).exitCode()).isZero();
            told(run("query: select id, note from nope", source), 2, "table-not-readable", "nope");
            told(run("query: select user, host from mysql.user", source), 2, "table-not-readable", "user");
            told(run("query: select id, nope from orders", source), 2, "query-wrong", "nope");
            told(run("query: select id, note from orders group", source), 2, "query-wrong", "42000");
            told(run("query: select id, b.note from orders a, orders b", source), 2, "query-wrong", "id");
            told(run("query: select *, exp(id * 999) as n from orders", source), 3, "value-not-converted", "22003");
            var quoted = "query: select *, extractvalue(1, concat('~', note)) as x from orders";
            told(run(quoted, source), 3, "value-not-converted", "could not be computed");
            assertThat(output.getAll()).doesNotContain("'~note");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    void whomAServerDoesNotLetInIsToldInOneLine(Engine engine) {
        try (var database = filled(engine.newDatabase(folder))) {
            var url = database.url();
            var wrong = run(PAGES, new Login(url, database.username(), "wr0ng"));
            told(wrong, 2, "source-credentials", "source.url is %s, source.username is".formatted(url));
            told(run(PAGES, new Login(url, "nobody", "wr0ng")), 2, "source-credentials", "source.username is nobody");
            var noRights = new Login(url + "x", database.username(), database.password());
            told(run(PAGES, noRights), 2, "source-credentials", "source.url is " + url + "x, source.username is");
            var unknown = run(PAGES, new Login(url + "x", "root", ""));
            told(unknown, 2, "source-credentials", "source.url is " + url + "x: ");
            assertThat(unknown.said()).endsWith("check the database's name in source.url");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1:abc/shop",
                "jdbc:mysql//127.0.0.1/shop",
                "jdbc:mariadb:shop",
                "jdbc:h2:nonsense:x",
                "jdbc:sqlite:/no/such/folder/x.db"
            })
    void anAddressThatIsNoneIsToldInOneLine(String url) {
        var refused = run(PAGES, new Login(url, "reader", "s3cret"));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.said()).startsWith("source.url is " + url + ": ");
        assertThat(refused.said().lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void aServerThatGoesAwayIsNamedAndTheRunGoesOnWhenItIsBack(Engine engine) {
        engine.requirePresent();
        try (var server = engine == Engine.MYSQL ? MySqlServer.start() : MariaDbServer.start();
                var database = filled(server.newDatabase())) {
            var source = new Login(database.url(), database.username(), database.password());
            killAtPart(4, server);
            told(run(PAGES, source), 3, "source-unreachable", "source.url is " + database.url() + ": ");
            world.on(call -> {});
            server.start();
            Orders.loaded(world, run(PAGES, source), ROWS);

            // So much that it does not wait in buffers between server and loader.
            var inOneGo = "query: select a.*, repeat('x', 2999) as fat from orders a join orders b on b.id <= 30";
            killAtPart(2, server);
            told(run(inOneGo, source), 3, "source-unreachable", "source.url is " + database.url() + ": ");
            server.start();
        }
    }

    private void killAtPart(int nth, DatabaseServer server) {
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() == nth) {
                server.kill();
            }
        });
    }

    /** How a source is asked for. */
    private record Login(
            String url, @Nullable String username, @Nullable String password) {}

    private Loader run(String from, Login source) {
        world.settings("""
                orders:
                  %s
                  dataset: { name: Orders }
                  parts: { rows: 100, parallel: 2, in-flight: 2 }
                """.formatted(from));
        // Where it was left is a line too.
        world.also("report.directory: ''");
        world.also("source: { url: '%s', username: '%s', password: '%s' }"
                .formatted(source.url(), source.username(), source.password()));
        return world.run("run", "orders", "--json");
    }

    private static TestDatabase filled(TestDatabase database) {
        database.execute("create table orders (id bigint primary key, note varchar(99))", """
                insert into orders with recursive r (n) as (select 1 union all select n + 1 from r where n < 999)
                select n * 3, concat('note ', n) from r
                """, """
                insert into orders select id + 999 * 3, concat('note ', id div 3 + 999) from orders
                """);
        return database;
    }

    private static void told(Loader run, int code, String heading, String says) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        run.explainedBy(heading);
        assertThat(run.said().lines()).as(run.err()).hasSize(1);
        assertThat(run.said()).contains(says).doesNotContain("note ", "wr0ng", "Connection is closed");
    }
}
