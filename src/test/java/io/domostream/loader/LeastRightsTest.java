package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database rights that the page on security names are enough. */
class LeastRightsTest {
    private static final String USER = "least_rights";

    @TempDir
    Path folder;

    @Test
    void aRunNeedsNoOtherRights() throws IOException {
        try (var world = Orders.world(folder)) {
            TestPostgres.execute(world.source, "create role " + USER + " login");
            try {
                for (var script : new String[] {"sql/job-repository.sql", "sql/domo-load.sql"}) {
                    TestPostgres.execute(world.repository, Files.readString(Path.of(script)));
                }
                // What every user may do unless a DBA says otherwise is not to be counted on.
                TestPostgres.execute(world.source, "revoke all on schema public from public");
                TestPostgres.execute(world.repository, "revoke all on schema public from public");
                TestPostgres.execute(world.source, grants("source"));
                TestPostgres.execute(world.repository, grants("repository"));
                world.also("source.url: %s\nspring.datasource.url: %s"
                        .formatted(asUser(world.source), asUser(world.repository)));
                assertThat(world.run("plan", "orders").exitCode()).isZero();
                Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
                assertThat(world.run("abort", "orders").exitCode()).isZero();
                assertThat(world.run("status", "orders").exitCode()).isZero();
                assertThat(world.run("run", "orders").exitCode()).isZero();
                assertThat(world.run("prune", "orders", "--keep=1").exitCode()).isZero();
            } finally {
                TestPostgres.execute(world.source, "drop owned by " + USER);
                TestPostgres.execute(world.repository, "drop owned by " + USER, "drop role " + USER);
            }
        }
    }

    private static String asUser(String url) {
        return url.replace("user=postgres", "user=" + USER);
    }

    private static String[] grants(String database) throws IOException {
        var page = Files.readString(Path.of("docs/security.md"));
        var block = Pattern.compile("```sql\n-- " + database + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find())
                .as("the page grants rights in the %s", database)
                .isTrue();
        return Arrays.stream(block.group(1).replace("loader", USER).split(";"))
                .filter(statement -> !statement.isBlank())
                .toArray(String[]::new);
    }
}
