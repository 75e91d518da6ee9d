package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The loader has been exchanged between two attempts. The job repository is that of a run which version 0.1.0, whose contexts
 * tell no format, had killed after five of twenty parts.
 */
class OlderVersionTest {
    private static final List<Integer> PARTS_THERE = List.of(1, 5, 11, 13, 19);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() throws IOException {
        world = new World(folder);
        TestPostgres.execute(
                world.source,
                "create table orders (id bigint primary key, note text, paid numeric(10, 2), day date)",
                "insert into orders select g, 'n' || g, g, date '2026-01-01' + (g % 30)::int from generate_series(1, 2000) g");
        world.settings("""
                orders:
                  table: public.orders
                  dataset: { name: Orders }
                  parts: { rows: 100, parallel: 2 }
                  resume-within: 36500d
                """);
        TestPostgres.execute(world.repository, stored(domo()));
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** A Domo that holds what the killed run had sent; returns its DataSet. */
    private String domo() throws IOException {
        // Makes the job repository's tables.
        command("abort", "orders");
        var columns =
                new String[] {"--column=id:LONG", "--column=note:STRING", "--column=paid:DECIMAL", "--column=day:DATE"};
        var stream = command("streams", "create", "--name=Orders", columns[0], columns[1], columns[2], columns[3]);
        command("executions", "create", "1");
        for (int part : PARTS_THERE) {
            var csv = Files.writeString(folder.resolve("part.csv"), rows(part * 100L - 99, part * 100L));
            command("parts", "upload", "1", "1", String.valueOf(part), csv.toString());
        }
        world.calls.clear();
        return JsonMapper.shared()
                .readTree(stream.out())
                .path("dataSet")
                .path("id")
                .asString();
    }

    private Loader command(String... arguments) {
        var run = world.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private String[] stored(String dataSet) throws IOException {
        try (var file = Objects.requireNonNull(getClass().getResourceAsStream("/older/format-1.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("SOURCE", world.source.replaceAll("\\?.*", ""))
                    .replace("DATASET", dataSet)
                    .lines()
                    .toArray(String[]::new);
        }
    }

    private static String rows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(g -> "%d,\"n%d\",%d.00,2026-01-%02d%n".formatted(g, g, g, g % 30 + 1))
                .collect(Collectors.joining());
    }

    @Test
    void itsRunIsGoneOnWith() {
        var run = command("run", "orders", "--json");
        assertThat(run.json().path("resumed").asBoolean()).isTrue();
        assertThat(world.count(call -> call.contains("/part/"))).isEqualTo(20 - PARTS_THERE.size());
        assertThat(world.data(run.json().path("datasetId").asString())
                        .replace("\"", "")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(
                        rows(1, 2000).replace("\"", "").lines().toList());
    }

    @Test
    void itsRunIsShownByStatus() {
        var row = command("status", "orders", "--json").json().path("runs").get(0);
        assertThat(row.path("partsDone").asInt()).isEqualTo(5);
        assertThat(row.path("next").asString()).isEqualTo("`run orders` goes on with this run");
    }

    @Test
    void aRunOfANewerVersionIsLeftAlone() {
        TestPostgres.execute(
                world.repository,
                "insert into batch_job_execution_params values (1, 'format', 'java.lang.Long', '4', 'N')");
        for (var arguments : new String[][] {
            {"run", "orders"},
            {"run", "orders", "--new"},
            {"run", "orders", "--recreate"},
            {"abort", "orders"},
            {"settle", "orders", "not-committed"}
        }) {
            var run = world.run(arguments);
            assertThat(run.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(run.err())
                    .contains(
                            "the loader's version is older than the one that began run 1 (format 4, this one reads up to 3)")
                    .contains("run the newer version until that run has ended");
        }
        assertThat(world.calls).allMatch(call -> call.startsWith("GET") || call.endsWith("/oauth/token"));
        var row = command("status", "orders", "--json").json().path("runs").get(0);
        assertThat(row.path("status").asString()).isEqualTo("NEWER");
    }
}
